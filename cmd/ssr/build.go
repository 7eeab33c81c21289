package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-9eb1e60f/ssr"
)

func newBuildCommand(p *process) *cobra.Command {
	var app appFlags
	var out string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "build [DIR]",
		Short: "Build the app in DIR into a folder that needs neither its sources nor its packages",
		Args:  atMostArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			dir, err := appDir(p, args)
			if err != nil {
				return err
			}
			cfg, err := app.config(p, dir, false, p.Logger(slog.LevelWarn, asJSON))
			if err != nil {
				return err
			}
			target := filepath.Join(dir, "dist")
			if out != "" {
				target = p.Path(out)
			}
			var done steps
			took, err := installFor(ctx, p, dir)
			if err != nil {
				return explain(p, dir, err)
			}
			done.add("install", took)
			start := time.Now()
			info, err := ssr.Build(ctx, cfg, target)
			if err != nil {
				return explain(p, dir, err)
			}
			warn(p, info.Warnings)
			done.add("bundle", info.Bundle)
			done.add("compile", info.Compile)
			done.add("check", info.Warm)
			done.add("compress and write", time.Since(start)-info.Bundle-info.Compile-info.Warm)
			if asJSON {
				return json.NewEncoder(p.Stdout).Encode(struct {
					Out   string `json:"out"`
					Steps steps  `json:"steps"`
				}{target, done})
			}
			_, err = fmt.Fprintf(p.Stdout, "%s\nThe build is in %s; serve it with: ssr serve %s\n", done, target, target)
			return err
		},
	}
	app.build(cmd)
	cmd.Flags().StringVarP(&out, "out", "o", "", "folder to write to (default DIR/dist)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}
