package websocket_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	ws "github.com/coder/websocket"
	"github.com/google/go-cmp/cmp"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
)

// TestClient talks to a server that sends everything back. Node 20 has no WebSocket, so that client.out is by the standard.
func TestClient(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := ws.Accept(w, r, &ws.AcceptOptions{Subprotocols: []string{"chat"}})
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.CloseNow()
		for {
			kind, data, err := conn.Read(r.Context())
			if err != nil {
				return
			}
			if err := conn.Write(r.Context(), kind, data); err != nil {
				return
			}
		}
	}))
	defer server.Close()
	source, err := os.ReadFile("testdata/client.js")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/client.out")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	host := node.Host{Stdout: &out, Env: map[string]string{"BASE": strings.Replace(server.URL, "http", "ws", 1) + "/"}}
	if err := nodetest.Exec(t, vmpool.Builtins(), host, "/client.js", string(source)); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
