// Package nodeos is node:os. What it tells of the machine comes from /proc where there is one, and is zero or empty elsewhere.
package nodeos

import (
	"embed"
	"net"
	"os"
	"os/user"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeprocess"
)

//go:embed os.js constants.js
var files embed.FS

// Modules returns node:os; node:constants and others use internal/os/constants.
func Modules() []node.Module {
	return []node.Module{
		{Name: "os", Script: node.NewScript(files, "os.js"), Bind: bind},
		{Name: "internal/os/constants", Script: node.NewScript(files, "constants.js")},
	}
}

func bind(vm *node.VM) goja.Value {
	rt := vm.Runtime
	value := func(f func() any) node.Func {
		return func(goja.FunctionCall) goja.Value { return rt.ToValue(f()) }
	}
	return vm.Object(map[string]node.Func{
		"arch":        value(func() any { return nodeprocess.Arch() }),
		"platform":    value(func() any { return nodeprocess.Platform() }),
		"type":        value(func() any { return kernelName() }),
		"machine":     value(func() any { return machine() }),
		"release":     value(func() any { return firstLine("/proc/sys/kernel/osrelease") }),
		"version":     value(func() any { return firstLine("/proc/sys/kernel/version") }),
		"parallelism": value(func() any { return runtime.NumCPU() }),
		"hostname": value(func() any {
			name, _ := os.Hostname() // empty when it has none
			return name
		}),
		"uptime":   value(func() any { return firstFloat("/proc/uptime") }),
		"freemem":  value(func() any { return memory("MemAvailable:") }),
		"totalmem": value(func() any { return memory("MemTotal:") }),
		"loadavg": func(goja.FunctionCall) goja.Value {
			fields := append(strings.Fields(firstLine("/proc/loadavg")), "0", "0", "0")
			return rt.NewArray(number(fields[0]), number(fields[1]), number(fields[2]))
		},
		"cpus":       func(goja.FunctionCall) goja.Value { return rt.NewArray(cpus()...) },
		"interfaces": func(goja.FunctionCall) goja.Value { return rt.NewArray(interfaces()...) },
		"userInfo": func(goja.FunctionCall) goja.Value {
			u, err := user.Current()
			if err != nil {
				vm.Rethrow(err)
			}
			return rt.NewArray(number(u.Uid), number(u.Gid), u.Username, u.HomeDir)
		},
		// Both give the name of an error, or the priority and nothing. Without authority over files only one's own priority can be read.
		"getPriority": func(call goja.FunctionCall) goja.Value {
			pid := int(call.Argument(0).ToInteger())
			if pid != 0 && !vm.Host.AllFiles {
				return rt.ToValue("EPERM")
			}
			nice, err := priority(pid)
			if err != nil {
				return rt.ToValue(errorName(err))
			}
			return rt.ToValue(nice)
		},
		"setPriority": func(call goja.FunctionCall) goja.Value {
			if !vm.Host.AllFiles {
				return rt.ToValue("EPERM")
			}
			if err := setPriority(int(call.Argument(0).ToInteger()), int(call.Argument(1).ToInteger())); err != nil {
				return rt.ToValue(errorName(err))
			}
			return goja.Undefined()
		},
		"homedir": func(goja.FunctionCall) goja.Value {
			if u, err := user.Current(); err == nil && vm.Host.AllFiles {
				return rt.ToValue(u.HomeDir)
			}
			return rt.ToValue(vm.Host.Dir) // without authority over files the app's folder is its home
		},
	})
}

// errorName is libuv's name of what a call about a process may fail with.
func errorName(err error) string {
	switch err {
	case syscall.ESRCH:
		return "ESRCH"
	case syscall.EACCES:
		return "EACCES"
	case syscall.EPERM:
		return "EPERM"
	case syscall.ENOSYS:
		return "ENOSYS"
	}
	return "EINVAL"
}

func kernelName() string {
	switch runtime.GOOS {
	case "windows":
		return "Windows_NT"
	case "linux", "darwin":
		return strings.ToUpper(runtime.GOOS[:1]) + runtime.GOOS[1:]
	}
	return runtime.GOOS
}

func machine() string {
	switch runtime.GOARCH {
	case "amd64":
		return "x86_64"
	case "arm64":
		if runtime.GOOS == "linux" {
			return "aarch64"
		}
	}
	return runtime.GOARCH
}

func firstLine(file string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	line, _, _ := strings.Cut(string(text), "\n")
	return line
}

func number(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return f
}

func firstFloat(file string) float64 {
	field, _, _ := strings.Cut(firstLine(file), " ")
	return number(field)
}

// memory is a row of /proc/meminfo in bytes.
func memory(key string) float64 {
	text, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, key); ok {
			return number(strings.Fields(rest)[0]) * 1024
		}
	}
	return 0
}

// cpus gives model, MHz, and the milliseconds of user, nice, sys, idle and irq of each processor, flat.
func cpus() []any {
	model, speed := []string{}, []float64{}
	info, _ := os.ReadFile("/proc/cpuinfo") // empty elsewhere
	for line := range strings.Lines(string(info)) {
		key, value, _ := strings.Cut(line, ":")
		switch strings.TrimSpace(key) {
		case "model name":
			model = append(model, strings.TrimSpace(value))
		case "cpu MHz":
			speed = append(speed, float64(int(number(strings.TrimSpace(value)))))
		}
	}
	times := [][]string{}
	stat, _ := os.ReadFile("/proc/stat")
	for line := range strings.Lines(string(stat)) {
		if fields := strings.Fields(line); len(fields) > 6 && strings.HasPrefix(fields[0], "cpu") && fields[0] != "cpu" {
			times = append(times, fields[1:])
		}
	}
	var out []any
	for i := range runtime.NumCPU() {
		name, mhz := "unknown", 0.0
		if i < len(model) {
			name = model[i]
		}
		if i < len(speed) {
			mhz = speed[i]
		}
		out = append(out, name, mhz)
		for _, field := range []int{0, 1, 2, 3, 5} {
			ms := 0.0
			if i < len(times) {
				ms = number(times[i][field]) * 10 // a hundredth of a second is the unit
			}
			out = append(out, ms)
		}
	}
	return out
}

// interfaces gives name, address, netmask, family, MAC address, whether it is internal, the prefix's length and the scope of
// each address, flat.
func interfaces() []any {
	list, err := net.Interfaces()
	if err != nil {
		return nil
	}
	var out []any
	for _, i := range list {
		addrs, err := i.Addrs()
		if err != nil || i.Flags&net.FlagUp == 0 {
			continue
		}
		mac := i.HardwareAddr.String()
		if mac == "" {
			mac = "00:00:00:00:00:00"
		}
		for _, a := range addrs {
			n, ok := a.(*net.IPNet)
			if !ok {
				continue
			}
			family, mask, scope := "IPv6", net.IP(n.Mask).String(), 0
			if n.IP.To4() != nil {
				family = "IPv4"
			} else if n.IP.IsLinkLocalUnicast() {
				scope = i.Index
			}
			ones, _ := n.Mask.Size()
			out = append(out, i.Name, n.IP.String(), mask, family, mac, i.Flags&net.FlagLoopback != 0, ones, scope)
		}
	}
	return out
}
