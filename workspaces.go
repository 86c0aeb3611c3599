package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
)

type workspacesCommand struct {
	List   workspacesListCommand   `cmd:"" default:"1" help:"List the workspaces."`
	Create workspacesCreateCommand `cmd:"" help:"Make a workspace."`
	Bind   workspacesBindCommand   `cmd:"" help:"Bind a Discord server to a workspace."`
}

type workspacesListCommand struct{}

// Help shows an example.
func (workspacesListCommand) Help() string { return "Example: claimbot workspaces" }

// Run lists the workspaces.
func (*workspacesListCommand) Run(ctx context.Context, a *app) error {
	store, err := a.store(ctx)
	if err != nil {
		return err
	}
	all, err := store.Workspaces(ctx)
	if err != nil {
		return err
	}
	if a.global.JSON {
		for _, w := range all {
			if err := a.printJSON(w); err != nil {
				return err
			}
		}
		return nil
	}
	t := a.table("id", "name", "articles", "claims", "servers")
	for _, w := range all {
		t.AppendRow(table.Row{printable(w.ID), printable(w.Name), w.Articles, w.Claims, strings.Join(w.Servers, " ")})
	}
	t.Render()
	return nil
}

type workspacesCreateCommand struct {
	ID   string `arg:"" help:"Id of the new workspace."`
	Name string `help:"Its name. Default: the id."`
}

// Help shows an example.
func (workspacesCreateCommand) Help() string { return "Example: claimbot workspaces create north-desk" }

// Run makes the workspace.
func (c *workspacesCreateCommand) Run(ctx context.Context, a *app) error {
	store, err := a.makeStore(ctx)
	if err != nil {
		return err
	}
	if c.Name == "" {
		c.Name = c.ID
	}
	if err := store.CreateWorkspace(ctx, c.ID, c.Name); err != nil {
		return err
	}
	return a.done(map[string]string{"id": c.ID, "name": c.Name}, fmt.Sprintf("Made the workspace %q.", c.ID))
}

type workspacesBindCommand struct {
	Server    string `arg:"" help:"Id of the Discord server."`
	Workspace string `arg:"" help:"Id or name of the workspace."`
}

// Help shows an example.
func (workspacesBindCommand) Help() string {
	return "Example: claimbot workspaces bind 81384788765712384 north-desk"
}

// Run binds the server.
func (c *workspacesBindCommand) Run(ctx context.Context, a *app) error {
	store, err := a.store(ctx)
	if err != nil {
		return err
	}
	if a.scratch != "" { // it would be gone at once
		return missingError(defaultDB)
	}
	w, err := store.Workspace(ctx, c.Workspace)
	if err != nil {
		return err
	}
	if err := store.BindServer(ctx, c.Server, w.ID); err != nil {
		return err
	}
	return a.done(map[string]string{"server": c.Server, "workspace": w.ID}, fmt.Sprintf("Server %s now asks in the workspace %q.", c.Server, w.Name))
}

// done says what was done, as an object or as a sentence.
func (a *app) done(object any, sentence string) error {
	if a.global.JSON {
		return a.printJSON(object)
	}
	fmt.Fprintln(a.out, sentence)
	return nil
}
