package main

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/devserver"
	"github.com/seed-9eb1e60f/ssr/internal/codeframe"
	"github.com/seed-9eb1e60f/ssr/internal/routes"
	"github.com/seed-9eb1e60f/ssr/renderer"
	"github.com/seed-9eb1e60f/ssr/vmpool"
)

// describe returns a function that explains the errors of the app in dir with frames of its sources.
func describe(dir string) func(error) devserver.Failure {
	return func(err error) devserver.Failure {
		var build *bundler.BuildError
		var list *routes.Error
		var page *renderer.Error
		var script *vmpool.Error
		switch {
		case errors.As(err, &build):
			f := devserver.Failure{Title: plural(len(build.Problems), "problem") + " in the app's sources"}
			for _, p := range build.Problems {
				f.Problems = append(f.Problems, buildProblem(p))
			}
			return f
		case errors.As(err, &list):
			f := devserver.Failure{Title: plural(len(list.Problems), "problem") + " in the pages folder"}
			for _, p := range list.Problems {
				f.Problems = append(f.Problems, devserver.Problem{Message: p.Message, Place: strings.Join(p.Files, " and ")})
			}
			return f
		case errors.As(err, &page):
			title := "Error in the page's " + page.Phase
			if page.Phase == "" {
				title = "Error while rendering"
			}
			p := stackProblem(dir, page.Stack, page.Error())
			if page.ComponentStack != "" {
				p.Stack += "\nin the components\n" + strings.Trim(page.ComponentStack, "\n")
			}
			return devserver.Failure{Title: title, Problems: []devserver.Problem{p}}
		case errors.As(err, &script):
			return devserver.Failure{Title: "Error while evaluating the app", Problems: []devserver.Problem{stackProblem(dir, script.Stack, script.Error())}}
		}
		return devserver.Failure{Title: "The app can't be built", Problems: []devserver.Problem{{Message: err.Error()}}}
	}
}

func buildProblem(p bundler.Problem) devserver.Problem {
	out := devserver.Problem{Message: p.Message, Place: p.Place()}
	if frame, ok := p.Frame(); ok {
		out.Frame = &frame
	}
	for _, n := range p.Notes {
		note := n.Message
		if place := n.Place(); place != "" {
			note += " (" + place + ")"
		}
		out.Notes = append(out.Notes, note)
	}
	return out
}

// position finds "file:line:column" at the end of a line of a stack trace.
var position = regexp.MustCompile(`\(?([^\s()]+):(\d+):(\d+)\)?$`)

// stackProblem splits a stack trace into message and frames, and draws the source of the first frame that is the app's own.
func stackProblem(dir, stack, message string) devserver.Problem {
	lines := strings.Split(strings.TrimSpace(stack), "\n")
	first := len(lines)
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimSpace(line), "at ") {
			first = i
			break
		}
	}
	if first > 0 && strings.TrimSpace(lines[0]) != "" {
		message = strings.Join(lines[:first], "\n")
	}
	p := devserver.Problem{Message: message, Stack: strings.Join(lines[first:], "\n")}
	for _, line := range lines[first:] {
		m := position.FindStringSubmatch(line)
		if m == nil || strings.Contains(m[1], "node_modules") || strings.HasPrefix(m[1], "node:") || strings.HasPrefix(m[1], "ssr:") {
			continue
		}
		file := m[1]
		if !filepath.IsAbs(file) {
			file = filepath.Join(dir, filepath.FromSlash(file))
		}
		source, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		lineNo, _ := strconv.Atoi(m[2])
		column, _ := strconv.Atoi(m[3])
		if frame, ok := codeframe.Cut(string(source), lineNo, column, 1); ok {
			p.Frame = &frame
			p.Place = m[1] + ":" + m[2] + ":" + m[3]
			break
		}
	}
	return p
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
