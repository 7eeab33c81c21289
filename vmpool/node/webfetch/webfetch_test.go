package webfetch_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
)

func TestScripts(t *testing.T) { nodetest.Run(t, vmpool.Builtins(), "testdata") }

// TestHTTP runs each script of testdata/http against a server whose address is in BASE, here and, with -update, under Node.
func TestHTTP(t *testing.T) {
	scripts, err := filepath.Glob("testdata/http/[a-z]*.js")
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, script := range scripts {
		t.Run(filepath.Base(script), func(t *testing.T) {
			server := httptest.NewServer(handler())
			defer server.Close()
			golden := strings.TrimSuffix(script, ".js") + ".out"
			if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
				cmd := exec.Command("node", script)
				cmd.Env = append(os.Environ(), "BASE="+server.URL)
				out, err := cmd.CombinedOutput()
				if err != nil {
					t.Fatalf("%v\n%s", err, out)
				}
				if err := os.WriteFile(golden, bytes.ReplaceAll(out, []byte(server.URL), []byte("BASE")), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			source, err := os.ReadFile(script)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			host := node.Host{Env: map[string]string{"BASE": server.URL}, Stdout: &out}
			if err := nodetest.Exec(t, vmpool.Builtins(), host, script, string(source)); err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff(string(want), strings.ReplaceAll(out.String(), server.URL, "BASE")); diff != "" {
				t.Errorf("output differs from Node's (-node +here):\n%s", diff)
			}
		})
	}
}

func handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/echo", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var headers []string
		for name, values := range r.Header {
			if name = strings.ToLower(name); name != "connection" && !strings.Contains(name, "boundary") {
				headers = append(headers, name+"="+strings.Split(strings.Join(values, ","), "boundary")[0])
			}
		}
		slices.Sort(headers)
		fmt.Fprintf(w, "%s %s length=%d %s body=%d", r.Method, r.URL, r.ContentLength, strings.Join(headers, " "), len(body))
		if len(body) < 100 {
			fmt.Fprintf(w, " %q", body)
		}
	})
	mux.HandleFunc("/redirect", func(w http.ResponseWriter, r *http.Request) {
		code := 302
		fmt.Sscan(r.FormValue("code"), &code)
		w.Header().Set("Location", r.FormValue("to"))
		w.WriteHeader(code)
	})
	mux.HandleFunc("/coded", func(w http.ResponseWriter, r *http.Request) {
		coding := r.FormValue("as")
		w.Header().Set("Content-Encoding", coding)
		var c io.WriteCloser
		switch coding {
		case "gzip":
			c = gzip.NewWriter(w)
		case "deflate":
			c = zlib.NewWriter(w)
		case "br":
			c = brotli.NewWriter(w)
		}
		fmt.Fprintf(c, "compressed with %s", coding)
		c.Close()
	})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Late", "1")
		for i := range 3 {
			fmt.Fprintf(w, "part %d;", i)
			w.(http.Flusher).Flush()
			if r.FormValue("hang") != "" {
				<-r.Context().Done()
				return
			}
		}
	})
	mux.HandleFunc("/hang", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/status", func(w http.ResponseWriter, r *http.Request) {
		code := 200
		fmt.Sscan(r.FormValue("code"), &code)
		w.Header().Add("Set-Cookie", "a=1")
		w.Header().Add("Set-Cookie", "b=2")
		w.Header().Set("X-Latin", "caf\xe9")
		w.WriteHeader(code)
	})
	mux.HandleFunc("/broken", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		fmt.Fprint(w, "short")
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	})
	return mux
}

func fetchScript(t *testing.T, host node.Host, server *httptest.Server) error {
	t.Helper()
	host.Env = map[string]string{"BASE": server.URL}
	source, err := os.ReadFile("testdata/http/_one.js")
	if err != nil {
		t.Fatal(err)
	}
	return nodetest.Exec(t, vmpool.Builtins(), host, "/one.js", string(source))
}

func TestPolicyIsAskedForEveryConnection(t *testing.T) {
	server := httptest.NewServer(handler())
	defer server.Close()
	var asked []string
	var out bytes.Buffer
	err := fetchScript(t, node.Host{Stdout: &out, AllowNet: func(hostport string) error {
		asked = append(asked, hostport)
		return errors.New("not on the list")
	}}, server)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{strings.TrimPrefix(server.URL, "http://")}; !slices.Equal(asked, want) {
		t.Errorf("asked for %v, want %v", asked, want)
	}
	if want := "fetch failed ERR_ACCESS_DENIED\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestRunEndsWhatItFetches(t *testing.T) {
	released := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
		close(released)
	}))
	defer server.Close()
	host := node.Host{Env: map[string]string{"BASE": server.URL}}
	vm := nodetest.NewVM(t, vmpool.Builtins(), &host)
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	err := vm.Loop.Run(ctx, func() error {
		_, err := vm.Runtime.RunString(`fetch(process.env.BASE).catch(() => {})`)
		return err
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want the deadline", err)
	}
	select {
	case <-released:
	case <-time.After(5 * time.Second):
		t.Error("the request outlived its run")
	}
}
