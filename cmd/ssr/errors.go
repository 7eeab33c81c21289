package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/seed-9eb1e60f/ssr"
	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/internal/httpd"
	"github.com/seed-9eb1e60f/ssr/vmpool"
)

// Exit codes of the command.
const (
	exitOK      = 0
	exitFailure = 1 // whatever has no code of its own: an error of the app's JavaScript, a full disk
	exitUsage   = 2 // wrong flags or arguments
	exitApp     = 3 // the folder is not an app: missing, no pages, conflicting routes
	exitBuild   = 4 // the app's sources do not build
	exitListen  = 5 // the address can't be listened on
	exitBroken  = 6 // the finished build is damaged or of another version
	exitInstall = 7 // the app's packages can't be installed
)

// exitCode is the only place that turns an error into an exit code.
func exitCode(err error) int {
	var coded *codedError
	var build *bundler.BuildError
	var list *ssr.RoutesError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &coded):
		return coded.code
	case errors.As(err, &build):
		return exitBuild
	case errors.As(err, &list), errors.Is(err, ssr.ErrNoApp):
		return exitApp
	case errors.Is(err, ssr.ErrPackages):
		return exitInstall
	case errors.Is(err, httpd.ErrAddrInUse):
		return exitListen
	case errors.Is(err, ssr.ErrBuild):
		return exitBroken
	}
	return exitFailure
}

// isScriptError reports whether the app's JavaScript threw.
func isScriptError(err error) bool {
	var script *vmpool.Error
	return errors.As(err, &script)
}

// codedError is an error with its exit code. With an empty text it is silent: everything has been said.
type codedError struct {
	code int
	err  error
}

func (e *codedError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *codedError) Unwrap() error { return e.err }

// withCode gives err an exit code.
func withCode(code int, err error) error {
	if err == nil {
		return nil
	}
	return &codedError{code: code, err: err}
}

// silentExit ends the command with a code and prints nothing.
func silentExit(code int) error { return &codedError{code: code} }

func usageErrorf(format string, args ...any) error {
	return &codedError{code: exitUsage, err: fmt.Errorf(format, args...)}
}

// printError tells the user what went wrong, on standard error.
func printError(p *process, err error) {
	if err == nil || err.Error() == "" {
		return
	}
	prefix := "ssr: "
	if p.Color() {
		prefix = "\x1b[31;1mssr:\x1b[0m "
	}
	fmt.Fprintf(p.Stderr, "%s%s\n", prefix, strings.TrimPrefix(err.Error(), "ssr: ")) // the package says so, too
}
