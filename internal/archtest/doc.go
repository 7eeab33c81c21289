// Package archtest holds tests of the module's own sources: who may import whom, and those rules of the house that a
// parser can check. It has no code of its own.
//
// The tests read and parse the files instead of asking `go list`: a test that runs a command is answered from the test
// cache although the sources have changed, and then it passes wrongly.
package archtest
