//go:build !unix

package main

import (
	"os"

	"github.com/seed-9eb1e60f/ssr/internal/script"
)

// signalNames are the signals that a program run by `ssr run` can listen to.
var signalNames = map[os.Signal]script.Signal{os.Interrupt: {Name: "SIGINT", Number: 2}}
