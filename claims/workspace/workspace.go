// Package workspace keeps bodies of articles and claims apart. Each workspace
// is isolated: no query crosses from one into another. Discord servers are
// bound to workspaces by a table; the terminal uses [Local] unless told
// otherwise.
package workspace

import "context"

// Local is the id and name of the terminal's own workspace.
const Local = "local"

// Workspace is one isolated body of articles and claims.
type Workspace struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Servers  []string `json:"servers,omitempty"` // Discord server ids bound to it
	Articles int      `json:"articles"`
	Claims   int      `json:"claims"` // current ones
}

// Store keeps workspaces and their bindings.
type Store interface {
	// Workspace finds by id, bound server id, or name, in this order;
	// claims.ENotFound when none fits.
	Workspace(ctx context.Context, key string) (Workspace, error)
	// Workspaces lists all, by name.
	Workspaces(ctx context.Context) ([]Workspace, error)
	// CreateWorkspace makes one; claims.EConflict when the id or name is taken.
	CreateWorkspace(ctx context.Context, id, name string) error
	// BindServer binds a server to a workspace, away from any other.
	BindServer(ctx context.Context, server, workspace string) error
}

// Servers finds the workspace of a server, and gives each server that has none
// one of its own.
type Servers interface {
	// Ensure gives the workspace that a server is bound to. A server that is
	// not bound yet gets a new workspace, whose id is the server's and whose
	// name is the server's name, told apart when it is taken.
	Ensure(ctx context.Context, server, name string) (Workspace, error)
}
