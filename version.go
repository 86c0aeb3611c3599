package main

import (
	"cmp"
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
	version, commit := version()
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

// version gives what the build knows of itself: a release's version, or
// "devel", and the commit where it is known.
func version() (version, commit string) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel", ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			commit = s.Value[:min(12, len(s.Value))]
		}
	}
	if info.Main.Version == "(devel)" {
		return "devel", commit
	}
	return cmp.Or(info.Main.Version, "devel"), commit
}
