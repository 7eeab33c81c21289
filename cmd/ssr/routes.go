package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/seed-9eb1e60f/ssr"
)

func newRoutesCommand(p *process) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "routes [DIR]",
		Short: "List the app's routes and their files",
		Args:  atMostArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir, err := appDir(p, args)
			if err != nil {
				return err
			}
			routes, err := ssr.ScanRoutes(dir)
			if err != nil {
				return explain(p, dir, err)
			}
			if asJSON {
				return json.NewEncoder(p.Stdout).Encode(routes)
			}
			printRoutes(p.Stdout, routes)
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// printRoutes prints a table of patterns and files.
func printRoutes(w io.Writer, routes []ssr.Route) {
	width := 0
	for _, r := range routes {
		width = max(width, len([]rune(r.Pattern)))
	}
	for _, r := range routes {
		fmt.Fprintf(w, "%-*s  %s\n", width, r.Pattern, r.File)
	}
}
