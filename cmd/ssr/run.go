package main

import (
	"context"
	"os"
	"os/signal"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/seed-9eb1e60f/ssr/internal/script"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

func newRunCommand(p *process) *cobra.Command {
	var allow allowFlags
	cmd := &cobra.Command{
		Use:   "run FILE [ARGS...]",
		Short: "Run a JavaScript or TypeScript file as node would",
		Long: `Run a file (CommonJS or ES module, JavaScript, TypeScript or JSX) on the VM that renders pages, with Node's built-in modules.
What follows FILE belongs to the program (process.argv). The exit code is the program's; 1 after an uncaught error.

The program may do what you may, as under node, until an --allow flag says less.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageErrorf("which file? see `%s --help`", cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			execPath, err := os.Executable()
			if err != nil {
				execPath = "ssr"
			}
			signals, stop := listenForSignals()
			defer stop()
			host := node.Host{
				Env: p.Env(), Dir: p.Dir, AllFiles: true,
				Stdin: p.Stdin, Stdout: p.Stdout, Stderr: p.Stderr,
			}
			allow.limit(p, cmd, &host, filepath.Dir(p.Path(args[0])))
			// The program decides what signals mean, so the command's own context, which ends with the first one, does not count.
			return silentExit(script.Run(context.WithoutCancel(cmd.Context()), script.Options{
				File: args[0], Args: args[1:], ExecPath: execPath, Signals: signals,
				Host: host,
			}))
		},
	}
	cmd.Flags().SetInterspersed(false)
	allow.program(cmd)
	return cmd
}

// listenForSignals forwards the signals that programs handle until stop is called.
func listenForSignals() (signals <-chan script.Signal, stop func()) {
	received := make(chan os.Signal, 8)
	out := make(chan script.Signal)
	over := make(chan struct{})
	for sig := range signalNames {
		signal.Notify(received, sig)
	}
	go func() { // ends with stop
		for {
			select {
			case <-over:
				return
			case sig := <-received:
				select {
				case out <- signalNames[sig]:
				case <-over:
					return
				}
			}
		}
	}()
	return out, func() {
		signal.Stop(received)
		close(over)
	}
}
