package script

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeprocess"
)

// print writes an uncaught error to standard error in Node's format: the place, the source line, a caret, the error, Node's version.
func (p *program) print(ctx context.Context, fatal *nodeprocess.Fatal) {
	var b strings.Builder
	text, frame := p.describe(ctx, fatal)
	if !strings.HasPrefix(text, frame.File+":") || frame.File == "" {
		b.WriteString(excerpt(frame))
	}
	b.WriteString(text)
	b.WriteString("\n")
	if _, isObject := fatal.Value.(*goja.Object); !isObject && !fatal.FromPromise {
		b.WriteString("(Use `node --trace-uncaught ...` to show where the exception was thrown)\n")
	}
	fmt.Fprintf(p.stderr, "%s\nNode.js %s\n", b.String(), nodeprocess.Version)
}

// describe returns the error's text and the place where it happened, which may be unknown.
func (p *program) describe(ctx context.Context, fatal *nodeprocess.Fatal) (text string, frame vmpool.Frame) {
	var ex *goja.Exception
	if errors.As(fatal.Err, &ex) {
		_, frames := p.vm.SplitStack(ex.String())
		frame = firstUserFrame(frames)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err := p.vm.Run(ctx, func() error {
		e := p.vm.ErrorOf(fatal.Value)
		if f := firstUserFrame(e.Frames); f.File != "" {
			frame = f
		}
		value := fatal.Value
		obj, isObject := value.(*goja.Object)
		if fatal.FromPromise && (!isObject || obj.Get("stack") == nil) {
			reason, err := p.process.Unhandled(value)
			if err != nil {
				return err
			}
			value, isObject = reason, true
		}
		if !isObject {
			text = value.String()
			return nil
		}
		inspect, ok := goja.AssertFunction(p.vm.Node().Require("util").ToObject(p.vm.Runtime()).Get("inspect"))
		if !ok {
			return errors.New("no util.inspect")
		}
		v, err := inspect(goja.Undefined(), value)
		if err != nil {
			return err
		}
		text = v.String()
		return nil
	})
	if err != nil && text == "" {
		text = "Uncaught exception"
		var js *vmpool.Error
		if errors.As(err, &js) {
			text = js.Stack
		}
	}
	if fatal.FromPromise && frame.File == "" {
		frame = vmpool.Frame{}
	}
	return text, frame
}

func firstUserFrame(frames []vmpool.Frame) vmpool.Frame {
	for _, f := range frames {
		if f.Line > 0 && !strings.HasPrefix(f.File, "node:") && !strings.HasPrefix(f.File, "ssr:") {
			return f
		}
	}
	return vmpool.Frame{}
}

// excerpt is "file:line", the source line and a caret; empty when the source can't be read.
func excerpt(f vmpool.Frame) string {
	if f.File == "" || f.Line < 1 {
		return ""
	}
	source, err := os.ReadFile(strings.TrimPrefix(f.File, "file://"))
	if err != nil {
		return ""
	}
	lines := strings.SplitN(string(source), "\n", f.Line+1)
	if f.Line > len(lines) {
		return ""
	}
	line := strings.TrimRight(lines[f.Line-1], "\r")
	return fmt.Sprintf("%s:%d\n%s\n%s^\n\n", f.File, f.Line, line, strings.Repeat(" ", max(0, min(f.Column-1, len(line)))))
}
