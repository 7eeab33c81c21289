package nodeprocess

import (
	"os"
	"runtime/metrics"
	"strconv"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// bindDetails makes what few programs ask for: use of resources, identities.
func bindDetails(vm *node.VM) goja.Value {
	rt := vm.Runtime
	number := func(f func() int) node.Func {
		return func(goja.FunctionCall) goja.Value { return rt.ToValue(f()) }
	}
	o := vm.Object(map[string]node.Func{
		"active": func(goja.FunctionCall) goja.Value {
			timers, immediates := vm.Loop.Active()
			return rt.NewArray(timers, immediates)
		},
		"memory": func(goja.FunctionCall) goja.Value { return node.Array(vm, memory()) },
		"usage":  func(goja.FunctionCall) goja.Value { return node.Array(vm, usage()) },
		"umask": func(call goja.FunctionCall) goja.Value {
			mask := -1
			if !goja.IsUndefined(call.Argument(0)) {
				mask = int(call.Argument(0).ToInteger())
			}
			if mask >= 0 && !vm.Host.AllFiles {
				vm.NotImplemented("process.umask(mask) without permission for all files")
			}
			return rt.ToValue(umask(mask))
		},
		// Changes of the process itself and of others need the permission for everything.
		"mayChange": func(goja.FunctionCall) goja.Value { return rt.ToValue(vm.Host.AllFiles) },
		"kill": func(call goja.FunctionCall) goja.Value {
			return rt.ToValue(kill(int(call.Argument(0).ToInteger()), int(call.Argument(1).ToInteger())))
		},
		"userID":  lookup(rt, userID),
		"groupID": lookup(rt, groupID),
		"setID": func(call goja.FunctionCall) goja.Value {
			return rt.ToValue(setID(call.Argument(0).String(), int(call.Argument(1).ToInteger())))
		},
		"setGroups": func(call goja.FunctionCall) goja.Value {
			var ids []int
			list := call.Argument(0).ToObject(rt)
			for i := range list.Get("length").ToInteger() {
				ids = append(ids, int(list.Get(strconv.FormatInt(i, 10)).ToInteger()))
			}
			return rt.ToValue(setGroups(ids))
		},
		"groupsOf": func(call goja.FunctionCall) goja.Value {
			return node.Array(vm, groupsOf(call.Argument(0).String()))
		},
		"getuid":  number(os.Getuid),
		"geteuid": number(os.Geteuid),
		"getgid":  number(os.Getgid),
		"getegid": number(os.Getegid),
		"getgroups": func(goja.FunctionCall) goja.Value {
			groups, err := os.Getgroups()
			if err != nil {
				return rt.NewArray()
			}
			return node.Array(vm, groups)
		},
	})
	if err := o.Set("posix", os.Getuid() >= 0); err != nil {
		panic(err)
	}
	return o
}

// lookup makes a function that returns the number of a name, or undefined.
func lookup(rt *goja.Runtime, find func(string) (int, bool)) node.Func {
	return func(call goja.FunctionCall) goja.Value {
		if id, ok := find(call.Argument(0).String()); ok {
			return rt.ToValue(id)
		}
		return goja.Undefined()
	}
}

// memory returns, in bytes: resident set, heap from the system, heap in use.
func memory() []int64 {
	samples := []metrics.Sample{
		{Name: "/memory/classes/total:bytes"},
		{Name: "/memory/classes/heap/released:bytes"},
		{Name: "/memory/classes/heap/objects:bytes"},
		{Name: "/memory/classes/heap/unused:bytes"},
		{Name: "/memory/classes/heap/free:bytes"},
	}
	metrics.Read(samples)
	value := func(i int) int64 { return int64(samples[i].Value.Uint64()) }
	rss := residentSet()
	if rss == 0 {
		rss = value(0) - value(1)
	}
	return []int64{rss, value(2) + value(3) + value(4), value(2)}
}
