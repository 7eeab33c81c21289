//go:build unix

package e2e_test

import (
	"os"
	"syscall"
)

// terminateSignal is how a process is asked to end.
var terminateSignal os.Signal = syscall.SIGTERM
