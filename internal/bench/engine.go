package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/seed-9eb1e60f/ssr/renderer"
	"github.com/seed-9eb1e60f/ssr/renderer/native"
	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// engineSide renders in a VM of this process.
type engineSide struct {
	vm   *vmpool.VM
	sink *nullSink
	// call calls a function of the page and waits until nothing is left to do.
	call func(ctx context.Context, name string, args ...any) error
}

// nullSink counts bytes, and keeps them when it is asked to.
type nullSink struct {
	count int
	kept  *bytes.Buffer
}

// WriteBytes takes what the native engine writes.
func (s *nullSink) WriteBytes(p []byte) bool {
	s.count += len(p)
	if s.kept != nil {
		s.kept.Write(p)
	}
	return true
}

func newEngineSide(ctx context.Context, p page, engine renderer.Engine) (*engineSide, error) {
	code, err := p.bundleFor(ctx, engine)
	if err != nil {
		return nil, err
	}
	program, modules, err := renderer.Compile(engine, p.name+".js", code, vmpool.CompileOptions{})
	if err != nil {
		return nil, err
	}
	vm, err := vmpool.NewVM(vmpool.VMConfig{
		Modules: modules,
		Host: node.Host{
			Env: map[string]string{"NODE_ENV": "production", "TZ": "UTC", "LANG": "C.UTF-8"},
			Dir: p.dir, Argv: []string{"node", p.name},
			ReadRoots: []string{p.dir, filepath.Join(filepath.Dir(p.dir), "node_modules"), filepath.Join(filepath.Dir(filepath.Dir(p.dir)), "node_modules")},
			Stderr:    os.Stderr,
		},
		Limits: vmpool.Limits{Timeout: time.Hour, Depth: 20_000},
	})
	if err != nil {
		return nil, err
	}
	exports, err := vm.Evaluate(ctx, program)
	if err != nil {
		return nil, err
	}
	s := &engineSide{vm: vm, sink: &nullSink{}}
	rt := vm.Runtime()
	host := rt.NewObject()
	for name, v := range map[string]any{
		"sink":  native.BytesSink(s.sink),
		"write": func(text string) bool { return s.sink.WriteBytes([]byte(text)) },
	} {
		if err := host.Set(name, v); err != nil {
			return nil, err
		}
	}
	if engine != renderer.EngineNative {
		grow, err := stackGrower(vm)
		if err != nil {
			return nil, err
		}
		if err := host.Set("grow", grow); err != nil {
			return nil, err
		}
	}
	harness := exports.Get("page").ToObject(rt)
	s.call = func(ctx context.Context, name string, args ...any) error {
		f, ok := vm.Callable(harness.Get(name))
		if !ok {
			return fmt.Errorf("the harness has no function %s", name)
		}
		values := filled(rt.ToValue(nil), 0)
		for _, arg := range args {
			values = append(values, rt.ToValue(arg))
		}
		return vm.Run(ctx, func() error {
			_, err := f(harness, append(values, host)...)
			return err
		})
	}
	return s, s.call(ctx, "load")
}

// stackGrower makes room on the VM's stack, as package renderer does before react-dom's own code renders.
func stackGrower(vm *vmpool.VM) (func(), error) {
	empty, err := vm.Runtime().RunString("(function () {})")
	if err != nil {
		return nil, err
	}
	call, ok := vm.Callable(empty)
	if !ok {
		return nil, errors.New("a function can't be called")
	}
	room := filled(vm.Runtime().ToValue(nil), stackRoom)
	return func() { _, _ = call(nil, room...) }, nil
}

// stackRoom is how many slots of the VM's stack a rendering begins with, as in package renderer.
const stackRoom = 64 << 10

// filled makes a slice of n times v.
func filled[T any](v T, n int) []T {
	values := make([]T, n)
	for i := range values {
		values[i] = v
	}
	return values
}

func (s *engineSide) html(ctx context.Context, api string) (string, error) {
	s.sink.kept = &bytes.Buffer{}
	defer func() { s.sink.kept = nil }()
	err := s.call(ctx, "run", api, 1)
	return s.sink.kept.String(), err
}

// run uses one core: the collector works beside the renderer on the same.
func (s *engineSide) run(ctx context.Context, api string, count int) (sample, error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	s.sink.count = 0
	cpu, start := cpuTime(), time.Now()
	err := s.call(ctx, "run", api, count)
	return sample{wall: time.Since(start), cpu: cpuTime() - cpu, bytes: s.sink.count}, err
}

func (s *engineSide) close() error { return nil }
