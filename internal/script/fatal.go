package script

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeprocess"
)

// print writes an uncaught error to standard error in Node's format: the place, the source line, a caret, the error, Node's version.
func (p *program) print(ctx context.Context, fatal *nodeprocess.Fatal) {
	e := p.describe(ctx, fatal)
	place := excerpt(e.frame, !fatal.FromPromise)
	switch {
	case strings.HasPrefix(e.text, e.frame.File+":"): // a SyntaxError shows its place itself
		place = ""
	case !e.isError && place != "":
		place = "\n" + place
	case place != "":
		place += "\n"
	}
	hint := ""
	if e.primitive && !fatal.FromPromise {
		hint = "(Use `node --trace-uncaught ...` to show where the exception was thrown)\n"
	}
	fmt.Fprintf(p.stderr, "%s%s\n%s\nNode.js %s\n", place, e.text, hint, nodeprocess.Version)
}

// description is what is to be said of an uncaught error.
type description struct {
	text               string
	frame              vmpool.Frame // where it happened; empty when that is not known
	isError, primitive bool
}

func (p *program) describe(ctx context.Context, fatal *nodeprocess.Fatal) (d description) {
	var ex *goja.Exception
	if errors.As(fatal.Err, &ex) {
		_, frames := p.vm.SplitStack(ex.String())
		d.frame = firstUserFrame(frames)
	}
	obj, isObject := fatal.Value.(*goja.Object)
	d.primitive = !isObject
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err := p.vm.Run(ctx, func() error {
		e := p.vm.ErrorOf(fatal.Value)
		if f := firstUserFrame(e.Frames); f.File != "" {
			d.frame = f
		}
		d.isError = isObject && obj.Get("stack") != nil
		if fatal.FromPromise && !d.isError {
			reason, err := p.process.Unhandled(fatal.Value)
			if err != nil {
				return err
			}
			e := p.vm.ErrorOf(reason)
			d.text, d.isError = fmt.Sprintf("%s: %s {\n  code: '%s'\n}", e.Name, e.Message, e.Code), true
			return nil
		}
		if d.primitive {
			d.text = fatal.Value.String()
			if _, ok := fatal.Value.(*goja.Symbol); ok {
				d.text = ""
			}
			return nil
		}
		inspect, ok := goja.AssertFunction(p.vm.Node().Require("util").ToObject(p.vm.Runtime()).Get("inspect"))
		if !ok {
			return errors.New("no util.inspect")
		}
		v, err := inspect(goja.Undefined(), obj)
		if err != nil {
			return err
		}
		d.text = v.String()
		return nil
	})
	if err != nil && d.text == "" {
		d.text = "Uncaught exception"
		var js *vmpool.Error
		if errors.As(err, &js) {
			d.text = js.Stack
		}
	}
	return d
}

func firstUserFrame(frames []vmpool.Frame) vmpool.Frame {
	for _, f := range frames {
		if f.Line > 0 && !strings.HasPrefix(f.File, "node:") && !strings.HasPrefix(f.File, "ssr:") {
			return f
		}
	}
	return vmpool.Frame{}
}

// excerpt is "file:line", the source line and a caret; empty when the source can't be read. The engine knows where an error was
// made, Node shows where it was thrown: with thrown, the caret goes to the `throw` before that.
func excerpt(f vmpool.Frame, thrown bool) string {
	if f.File == "" || f.Line < 1 {
		return ""
	}
	path := f.File
	if u, err := url.Parse(f.File); err == nil && u.Scheme == "file" {
		path = u.Path
	}
	source, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	lines := strings.SplitN(string(source), "\n", f.Line+1)
	if f.Line > len(lines) {
		return ""
	}
	line := strings.TrimRight(lines[f.Line-1], "\r")
	column := max(0, min(f.Column-1, len(line)))
	if at := throwStatement.FindAllStringIndex(line[:column], -1); thrown && at != nil {
		column = at[len(at)-1][0]
	}
	return fmt.Sprintf("%s:%d\n%s\n%s^\n", f.File, f.Line, line, strings.Repeat(" ", column))
}

var throwStatement = regexp.MustCompile(`\bthrow\b`)
