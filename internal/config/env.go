// Package config reads an app's settings: its .env files.
package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"

	"github.com/joho/godotenv"
)

// Modes of an app, as .env files and import.meta.env.MODE name them.
const (
	Development = "development"
	Production  = "production"
)

// EnvFiles lists the files that LoadEnv reads, the later over the earlier: Vite's names in Vite's order.
func EnvFiles(mode string) []string {
	return []string{".env", ".env.local", ".env." + mode, ".env." + mode + ".local"}
}

// LoadEnv reads the .env files of fsys that exist and lays process, the environment that the program was started with, over
// them: what is set there wins, as in Vite. process may be nil. A value may refer to an earlier one by ${NAME}, of an earlier
// file too. The error names the file that can't be read or parsed.
func LoadEnv(fsys fs.FS, mode string, process map[string]string) (map[string]string, error) {
	var all bytes.Buffer
	for _, name := range EnvFiles(mode) {
		text, err := fs.ReadFile(fsys, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading the environment: %w", err)
		}
		if _, err := godotenv.UnmarshalBytes(text); err != nil {
			return nil, fmt.Errorf("reading the environment: %s: %w", name, err)
		}
		all.Write(text)
		all.WriteByte('\n')
	}
	env, err := godotenv.UnmarshalBytes(all.Bytes())
	if err != nil {
		return nil, fmt.Errorf("reading the environment: %w", err)
	}
	maps.Copy(env, process)
	return env, nil
}
