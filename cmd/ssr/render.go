package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/internal/renderfile"
	"github.com/seed-9eb1e60f/ssr/renderer"
	"github.com/seed-9eb1e60f/ssr/vmpool"
)

func newRenderCommand(p *process) *cobra.Command {
	var api, pipe, props, options, engine string
	var external []string
	cmd := &cobra.Command{
		Use:   "render FILE",
		Short: "Print the HTML of one React component",
		Long: `Bundle one file with react and print the HTML of its default export on standard output, and nothing else there.

The component's props are the file's export "props", then --props, then what its export "loader" (a function, possibly
async) returns. An export "onError" becomes the API's option of that name. JavaScript sees the file's folder as its working
directory. Errors go to standard error, with positions in the sources.`,
		Example: `  ssr render page.tsx
  ssr render page.tsx --props '{"name":"Ada"}' --api stream --pipe shell
  ssr render page.tsx --props @props.json --options '{"identifierPrefix":"a-"}'`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageErrorf("render takes one file, got %d arguments; see `%s --help`", len(args), cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o := renderfile.Options{
				File:     p.Path(args[0]),
				Engine:   renderer.Engine(engine),
				External: external,
				Env:      p.Env(),
				Console:  p.Stderr,
			}
			o.API = renderer.API(api)
			switch pipe {
			case "all", "":
			case "shell":
				o.Shell = true
			default:
				return usageErrorf("--pipe %s: it is all or shell", pipe)
			}
			var err error
			if o.Props, err = jsonFlag(p, "props", props); err != nil {
				return err
			}
			if o.Options, err = jsonFlag(p, "options", options); err != nil {
				return err
			}
			if err := o.Check(); err != nil {
				return usageErrorf("%v", err)
			}
			return renderError(p, filepath.Dir(o.File), renderfile.Render(cmd.Context(), o, p.Stdout))
		},
	}
	f := cmd.Flags()
	f.StringVar(&api, "api", "string", "string (renderToString), static (renderToStaticMarkup), stream (renderToPipeableStream) or prerender (prerenderToNodeStream)")
	f.StringVar(&pipe, "pipe", "all", "when a stream is piped: all (everything is there) or shell")
	f.StringVar(&props, "props", "", "props as a JSON object, or @FILE")
	f.StringVar(&options, "options", "", "options for the API as a JSON object, or @FILE")
	f.StringVar(&engine, "engine", "", "what turns elements into HTML: react or native")
	f.StringSliceVar(&external, "external", nil, "packages to resolve at run time instead of bundling them")
	return cmd
}

// jsonFlag reads the JSON of a flag, which may name a file.
func jsonFlag(p *process, name, value string) (json.RawMessage, error) {
	text := []byte(value)
	if file, ok := strings.CutPrefix(value, "@"); ok {
		var err error
		if text, err = os.ReadFile(p.Path(file)); err != nil {
			return nil, fmt.Errorf("--%s: %w", name, err)
		}
	}
	if len(text) == 0 {
		return nil, nil
	}
	if !json.Valid(text) {
		return nil, usageErrorf("--%s is not JSON: %.60s", name, text)
	}
	return text, nil
}

// renderError prints what went wrong while a file in dir was rendered: the problems of its sources with code frames, or the
// stack of its error.
func renderError(p *process, dir string, err error) error {
	var build *bundler.BuildError
	var js *vmpool.Error
	switch {
	case errors.As(err, &build):
		fmt.Fprint(p.Stderr, describe(dir)(err).Terminal(p.Color()))
		return silentExit(exitFailure)
	case errors.As(err, &js) && js.Stack != "":
		fmt.Fprintln(p.Stderr, js.Stack)
		return silentExit(exitFailure)
	}
	return err
}
