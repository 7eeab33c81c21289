//go:build !race

package e2e_test

// raceEnabled says whether the tests run under the race detector.
const raceEnabled = false
