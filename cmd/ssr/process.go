package main

import (
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"github.com/lmittmann/tint"
)

// process is all that the commands see of the operating system's process; code below main reads it from here alone.
type process struct {
	// Args are the arguments without the program's name.
	Args []string
	// Environ is the environment, as os.Environ gives it.
	Environ []string
	// Dir is the working directory, absolute; relative arguments are relative to it.
	Dir string
	// Stdin, Stdout and Stderr are the standard streams.
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// StdoutTerminal and StderrTerminal say whether a person watches: only then is there colour.
	StdoutTerminal, StderrTerminal bool
}

// Getenv returns the value of an environment variable, "" when it is not set.
func (p *process) Getenv(name string) string {
	value := ""
	for _, pair := range p.Environ {
		if k, v, ok := strings.Cut(pair, "="); ok && k == name {
			value = v
		}
	}
	return value
}

// Env is the environment as a map; of a name that is there twice the last value counts.
func (p *process) Env() map[string]string {
	env := make(map[string]string, len(p.Environ))
	for _, pair := range p.Environ {
		if k, v, ok := strings.Cut(pair, "="); ok && k != "" {
			env[k] = v
		}
	}
	return env
}

// Path makes an argument absolute.
func (p *process) Path(name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(p.Dir, name)
}

// Color says whether to colour what goes to standard error. https://no-color.org is obeyed.
func (p *process) Color() bool { return p.StderrTerminal && p.Getenv("NO_COLOR") == "" }

// Logger returns the log on standard error: coloured lines for people, or JSON.
func (p *process) Logger(level slog.Level, json bool) *slog.Logger {
	if json {
		return slog.New(slog.NewJSONHandler(p.Stderr, &slog.HandlerOptions{Level: level}))
	}
	return slog.New(tint.NewTextHandler(p.Stderr, &tint.Options{
		Level: level, TimeFormat: time.TimeOnly, NoColor: !p.Color(),
	}))
}
