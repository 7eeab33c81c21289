//go:build unix

package main

import (
	"os"
	"syscall"

	"github.com/seed-9eb1e60f/ssr/internal/script"
)

// signalNames are the signals that a program run by `ssr run` can listen to.
var signalNames = map[os.Signal]script.Signal{
	syscall.SIGINT:  {Name: "SIGINT", Number: int(syscall.SIGINT)},
	syscall.SIGTERM: {Name: "SIGTERM", Number: int(syscall.SIGTERM)},
	syscall.SIGHUP:  {Name: "SIGHUP", Number: int(syscall.SIGHUP)},
	syscall.SIGUSR1: {Name: "SIGUSR1", Number: int(syscall.SIGUSR1)},
	syscall.SIGUSR2: {Name: "SIGUSR2", Number: int(syscall.SIGUSR2)},
}
