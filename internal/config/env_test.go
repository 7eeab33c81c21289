package config_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-9eb1e60f/ssr/internal/config"
)

func files(pairs ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		fsys[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return fsys
}

func TestLoadEnv(t *testing.T) {
	fsys := files(
		".env", "A=env\nB=env\nC=env\nD=env\nE=env\nQUOTED=\"two words # kept\" # dropped\nexport X=1",
		".env.local", "B=local\nC=local\nD=local\nE=local",
		".env.production", "C=production\nD=production\nE=production\nREF=${A}/path",
		".env.production.local", "D=production.local\nE=production.local",
		".env.development", "C=development",
	)
	got, err := config.LoadEnv(fsys, config.Production, map[string]string{"E": "process", "P": "process"})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"A": "env", "B": "local", "C": "production", "D": "production.local", "E": "process", "P": "process",
		"QUOTED": "two words # kept", "X": "1", "REF": "env/path",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("production (-want +got):\n%s", diff)
	}
	got, err = config.LoadEnv(fsys, config.Development, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got["C"] != "development" || got["D"] != "local" {
		t.Errorf("development: C=%q D=%q, want development and local", got["C"], got["D"])
	}
}

func TestLoadEnvWithoutFiles(t *testing.T) {
	got, err := config.LoadEnv(files(), config.Production, nil)
	if err != nil || len(got) != 0 {
		t.Errorf("got %v, %v; want nothing", got, err)
	}
}

func TestLoadEnvNamesTheBrokenFile(t *testing.T) {
	_, err := config.LoadEnv(files(".env", "A=1", ".env.local", "B='never closed"), config.Production, nil)
	if err == nil || !strings.Contains(err.Error(), ".env.local") {
		t.Errorf("got %v, want an error that names .env.local", err)
	}
}
