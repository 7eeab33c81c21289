package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// machine is where a report was made, and with what.
type machine struct {
	CPU   string `json:"cpu"`
	Cores int    `json:"cores"`
	OS    string `json:"os"`
	Go    string `json:"go"`
	Node  string `json:"node,omitempty"` // empty without Node
	React string `json:"react"`
}

// thisMachine describes this machine; React's version is that of the app folder.
func thisMachine(app string) machine {
	return machine{
		CPU: cpuModel(), Cores: runtime.NumCPU(), OS: runtime.GOOS + "/" + runtime.GOARCH, Go: runtime.Version(),
		React: packageVersion(filepath.Join(app, "node_modules", "react-dom")),
	}
}

// line describes the machine for people.
func (m machine) line(quick bool) string {
	node := "no Node"
	if m.Node != "" {
		node = "Node " + m.Node
	}
	line := fmt.Sprintf("%s, %d cores, %s · %s · %s · React %s", m.CPU, m.Cores, m.OS, m.Go, node, m.React)
	if quick {
		line += " · a quick run: no figures to rely on"
	}
	return line
}

// cpuModel is what Linux calls the processor; "unknown" elsewhere.
func cpuModel() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(text)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

// packageVersion is the version of an installed package; "unknown" when it can't be read.
func packageVersion(dir string) string {
	var manifest struct {
		Version string `json:"version"`
	}
	text, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil || json.Unmarshal(text, &manifest) != nil || manifest.Version == "" {
		return "unknown"
	}
	return manifest.Version
}
