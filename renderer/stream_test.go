package renderer_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/seed-9eb1e60f/ssr/renderer"
)

// recorder is a Sink that notes its calls.
type recorder struct {
	calls []string
	err   error
}

func (r *recorder) Start(status int, _ http.Header) error {
	r.calls = append(r.calls, "start "+http.StatusText(status))
	return nil
}

func (r *recorder) Write(p []byte) (int, error) {
	r.calls = append(r.calls, "write "+string(p[:min(len(p), 5)]))
	return len(p), r.err
}

func (r *recorder) Flush() error {
	r.calls = append(r.calls, "flush")
	return nil
}

func TestPipe(t *testing.T) {
	ending := errors.New("the end")
	p := renderer.NewPipe()
	p.Start(200)
	p.Text("one")
	p.Flush()
	p.Close(ending)
	var sink recorder
	started, err := p.CopyTo(&sink, func(err error) { t.Errorf("fail was called with %v", err) })
	if !started || err != ending {
		t.Errorf("got %v, %v, want true and the error of close", started, err)
	}
	if got, want := strings.Join(sink.calls, ", "), "start OK, write one, flush"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestPipeBackPressure(t *testing.T) {
	p := renderer.NewPipe()
	drained := 0
	for range renderer.HighWater / 1000 {
		p.Text(strings.Repeat("x", 1000))
		if p.Full(func() { drained++ }) {
			t.Fatal("full below the high-water mark")
		}
	}
	p.Text(strings.Repeat("x", 1000))
	if !p.Full(func() { drained++ }) {
		t.Fatal("not full above the high-water mark")
	}
	for drained == 0 {
		if p.Size() == 0 || !p.Next() {
			t.Fatal("never drained")
		}
	}
	if p.Size() >= renderer.LowWater || p.Size() < renderer.LowWater-2000 {
		t.Errorf("drained with %d bytes left, want just below %d", p.Size(), renderer.LowWater)
	}
	for p.Size() > 0 {
		p.Next()
	}
	if drained != 1 {
		t.Errorf("drained was called %d times, want once", drained)
	}
}

func TestPipeSinkFails(t *testing.T) {
	p := renderer.NewPipe()
	broken := errors.New("broken pipe")
	sink := recorder{err: broken}
	p.Start(200)
	p.Text("a")
	p.Text("b")
	drained := false
	_, err := p.CopyTo(&sink, func(err error) {
		if err != broken {
			t.Errorf("fail was called with %v", err)
		}
		p.Text("c") // nobody takes it
		if p.Full(func() { drained = true }) {
			t.Error("an abandoned pipe is never full")
		}
		p.Close(nil)
	})
	if err != broken || len(sink.calls) != 2 || p.Size() != 0 || drained {
		t.Errorf("got %v after %q with %d bytes left", err, sink.calls, p.Size())
	}
}
