package es_test

import (
	"testing"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
)

// TestAgainstNode runs scripts whose output was recorded with Node.
func TestAgainstNode(t *testing.T) {
	nodetest.Run(t, vmpool.Builtins(), "testdata")
}
