// Package nodeprocess is the module process and the global of the same name: Node's process object, with what the Host gives
// as environment, arguments, working directory and streams.
//
// Loading it gives the event loop its hooks: 'uncaughtException', 'unhandledRejection' and their relatives work in every VM.
// A VM that runs a program from start to end (ssr run) is supervised in addition: see Process.Supervise.
package nodeprocess

import (
	"embed"
	"math/big"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js internal
var files embed.FS

// Version is the version of Node.js whose behaviour the built-in modules follow.
const Version = "v20.20.2"

// Modules returns process and its parts.
func Modules() []node.Module {
	return []node.Module{
		{
			Name: "process", Script: node.NewScript(files, "process.js"), Bind: bind,
			Globals: []node.Global{{Name: "process", Export: "*"}},
		},
		{Name: "internal/process/warning", Script: node.NewScript(files, "internal/process/warning.js")},
		{Name: "internal/process/uncaught", Script: node.NewScript(files, "internal/process/uncaught.js")},
		{Name: "internal/process/stdio", Script: node.NewScript(files, "internal/process/stdio.js"), Bind: bindStdio},
		{Name: "internal/process/details", Script: node.NewScript(files, "internal/process/details.js"), Bind: bindDetails},
	}
}

// bind makes what process.js needs at once; the rarer things are in details.go.
func bind(vm *node.VM) goja.Value {
	rt := vm.Runtime
	p := newProcess(vm)
	host := vm.Host
	argv := host.Argv
	if len(argv) == 0 {
		argv = []string{"node"}
	}
	o := vm.Object(map[string]node.Func{
		"connect": p.connect,
		"listen":  p.listen,
		"exit": func(call goja.FunctionCall) goja.Value {
			vm.Exit(int(call.Argument(0).ToInteger()))
			return goja.Undefined()
		},
		"cwd":   func(goja.FunctionCall) goja.Value { return rt.ToValue(cwd(vm)) },
		"chdir": chdir(vm),
		"loaded": func(goja.FunctionCall) goja.Value { // process.moduleLoadList
			var names []string
			for _, name := range vm.Table().Public() {
				if vm.Loaded(name) {
					names = append(names, "NativeModule "+name)
				}
			}
			return node.Array(vm, names)
		},
	})
	set := func(name string, value any) {
		if err := o.Set(name, value); err != nil {
			panic(err)
		}
	}
	set("nextTick", nextTick(vm, p))
	set("hrtime", hrtime(vm))
	set("hrtimeBigInt", vm.Function("hrtimeBigInt", 0, func(goja.FunctionCall) goja.Value {
		return rt.ToValue(new(big.Int).SetInt64(int64(monotonic(vm))))
	}))
	set("uptime", vm.Function("uptime", 0, func(goja.FunctionCall) goja.Value {
		return rt.ToValue(time.Since(vm.Started).Seconds())
	}))
	set("env", newEnv(vm))
	set("argv", node.Array(vm, argv))
	set("argv0", filepath.Base(argv[0]))
	set("execPath", argv[0])
	set("pid", os.Getpid())
	set("ppid", os.Getppid())
	set("platform", Platform())
	set("arch", Arch())
	set("version", Version)
	return o
}

// Platform is process.platform.
func Platform() string {
	switch runtime.GOOS {
	case "windows":
		return "win32"
	case "solaris", "illumos":
		return "sunos"
	}
	return runtime.GOOS
}

// Arch is process.arch.
func Arch() string {
	switch runtime.GOARCH {
	case "amd64":
		return "x64"
	case "386":
		return "ia32"
	case "mipsle":
		return "mipsel"
	case "ppc64le":
		return "ppc64"
	}
	return runtime.GOARCH
}

func cwd(vm *node.VM) string {
	if vm.Host.Dir == "" {
		return string(filepath.Separator)
	}
	return vm.Host.Dir
}

// monotonic is process.hrtime: it only grows, and starts at the wall clock's time of the VM's start.
func monotonic(vm *node.VM) time.Duration {
	return time.Duration(vm.Started.UnixNano()) + time.Since(vm.Started)
}

func hrtime(vm *node.VM) *goja.Object {
	rt := vm.Runtime
	return vm.Function("hrtime", 1, func(call goja.FunctionCall) goja.Value {
		now := monotonic(vm)
		sec, nsec := int64(now/time.Second), int64(now%time.Second)
		previous := call.Argument(0)
		if goja.IsUndefined(previous) {
			return rt.NewArray(sec, nsec)
		}
		list, ok := previous.(*goja.Object)
		if !ok || list.ClassName() != "Array" {
			vm.ThrowCode("ERR_INVALID_ARG_TYPE", "time", "Array", previous)
		}
		if n := list.Get("length").ToInteger(); n != 2 {
			vm.ThrowCode("ERR_OUT_OF_RANGE", "time", 2, n)
		}
		sec -= list.Get("0").ToInteger()
		nsec -= list.Get("1").ToInteger()
		if nsec < 0 {
			sec, nsec = sec-1, nsec+int64(time.Second)
		}
		return rt.NewArray(sec, nsec)
	})
}

func nextTick(vm *node.VM, p *Process) *goja.Object {
	return vm.Function("nextTick", 1, func(call goja.FunctionCall) goja.Value {
		callback, ok := goja.AssertFunction(call.Argument(0))
		if !ok {
			vm.ThrowCode("ERR_INVALID_ARG_TYPE", "callback", "Function", call.Argument(0))
		}
		if p.exiting {
			return goja.Undefined()
		}
		var args []goja.Value
		if len(call.Arguments) > 1 {
			args = append(args, call.Arguments[1:]...) // the slice is goja's own
		}
		vm.Loop.NextTick(func() error {
			_, err := callback(goja.Undefined(), args...)
			return err
		})
		return goja.Undefined()
	})
}

// chdir changes the VM's own working directory; the process's stays.
func chdir(vm *node.VM) node.Func {
	return func(call goja.FunctionCall) goja.Value {
		from, to := cwd(vm), call.Argument(0).String()
		dir := to
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(from, dir)
		}
		dir = filepath.Clean(dir)
		code := ""
		info, err := os.Stat(dir)
		switch {
		case !mayRead(vm.Host, dir):
			code = "EACCES"
		case os.IsNotExist(err):
			code = "ENOENT"
		case os.IsPermission(err):
			code = "EACCES"
		case err != nil || !info.IsDir():
			code = "ENOTDIR"
		}
		if code == "" {
			vm.Host.Dir = dir
			return goja.Undefined()
		}
		return vm.Runtime.NewArray(code, from, to)
	}
}

// mayRead reports whether the host lets files below dir be read; symbolic links are resolved by whoever opens a file.
func mayRead(host *node.Host, dir string) bool {
	if host.AllFiles {
		return true
	}
	for _, root := range host.ReadRoots {
		if rel, err := filepath.Rel(root, dir); err == nil && filepath.IsLocal(rel) {
			return true
		}
	}
	return false
}
