package main

import (
	"context"

	"github.com/spf13/cobra"
)

// run executes one command line and returns the exit code. It prints the error that the command ended with.
func run(ctx context.Context, p *process) int {
	root := newRootCommand(p)
	root.SetArgs(p.Args)
	root.SetIn(p.Stdin)
	root.SetOut(p.Stdout)
	root.SetErr(p.Stderr)
	err := root.ExecuteContext(ctx)
	printError(p, err)
	return exitCode(err)
}

func newRootCommand(p *process) *cobra.Command {
	root := &cobra.Command{
		Use:           "ssr",
		Short:         "Server-side rendering for React in one Go process",
		SilenceUsage:  true, // errors are printed by run, once
		SilenceErrors: true,
		Args:          unknownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageErrorf("%v; see `%s --help`", err, cmd.CommandPath())
	})
	root.AddCommand(commands(p)...)
	return root
}

// commands lists the subcommands, one constructor each in the file named after it.
func commands(p *process) []*cobra.Command {
	return []*cobra.Command{
		newServeCommand(p),
		newDevCommand(p),
		newBuildCommand(p),
		newRenderCommand(p),
		newRunCommand(p),
		newRoutesCommand(p),
		newVersionCommand(p),
	}
}

// unknownCommand is the argument check of the root command: what cobra would say, as a usage error.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usageErrorf("unknown command %q; see `%s --help`", args[0], cmd.CommandPath())
}

// atMostArgs is cobra.MaximumNArgs with an error of exit code 2.
func atMostArgs(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > n {
			return usageErrorf("%s takes at most %d argument(s), got %d; see `%s --help`", cmd.CommandPath(), n, len(args), cmd.CommandPath())
		}
		return nil
	}
}
