package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
)

type versionCommand struct{}

// Help shows an example.
func (versionCommand) Help() string { return "Example: claimbot version" }

// Run prints the version that the build knows of itself.
func (*versionCommand) Run(_ context.Context, a *app) error {
	version, commit := "devel", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" && info.Main.Version != "(devel)" {
			version = info.Main.Version
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				commit = s.Value[:min(12, len(s.Value))]
			}
		}
	}
	v := struct {
		Version string `json:"version"`
		Commit  string `json:"commit,omitempty"`
		Go      string `json:"go"`
	}{version, commit, runtime.Version()}
	if a.global.JSON {
		return a.printJSON(v)
	}
	fmt.Fprintf(a.out, "claimbot %s %s (%s)\n", v.Version, v.Commit, v.Go)
	return nil
}
