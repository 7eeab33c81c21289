package webfetch_test

import (
	"context"
	"errors"
	"io"
	"net"
	"slices"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/webfetch"
)

// resolveTo is a resolver for which every name has that IPv4 address.
func resolveTo(t *testing.T, ip [4]byte) *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe() // a stream, so messages have their length in front
		go answer(t, server, ip)     // ends when the resolver closes its side
		return client, nil
	}}
}

// answer answers the questions of one connection.
func answer(t *testing.T, conn net.Conn, ip [4]byte) {
	defer conn.Close()
	for {
		head := make([]byte, 2)
		if _, err := io.ReadFull(conn, head); err != nil {
			return
		}
		question := make([]byte, int(head[0])<<8|int(head[1]))
		if _, err := io.ReadFull(conn, question); err != nil {
			return
		}
		var m dnsmessage.Message
		if err := m.Unpack(question); err != nil {
			t.Error(err)
			return
		}
		m.Response = true
		m.Additionals = nil
		if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
			m.Answers = []dnsmessage.Resource{{
				Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}, Body: &dnsmessage.AResource{A: ip},
			}}
		}
		out, err := m.Pack()
		if err != nil {
			t.Error(err)
			return
		}
		if _, err := conn.Write(append([]byte{byte(len(out) >> 8), byte(len(out))}, out...)); err != nil {
			return
		}
	}
}

func TestNamesMustNotLeadToMetadata(t *testing.T) {
	var asked []string
	host := &node.Host{AllowNet: func(hostport string) error {
		asked = append(asked, hostport)
		if hostport == "169.254.169.254:80" {
			return errors.New("metadata")
		}
		return nil
	}}
	dial := webfetch.DialWith(host, resolveTo(t, [4]byte{169, 254, 169, 254}))
	_, err := dial(t.Context(), "tcp", "rebind.example:80")
	var denied *webfetch.DeniedError
	if !errors.As(err, &denied) || denied.Addr != "169.254.169.254:80" {
		t.Errorf("got %v, want the resolved address denied", err)
	}
	if want := []string{"rebind.example:80", "169.254.169.254:80"}; !slices.Equal(asked, want) {
		t.Errorf("asked for %v, want %v", asked, want)
	}
}

func TestNamesMayLeadElsewhere(t *testing.T) {
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	dial := webfetch.DialWith(&node.Host{AllowNet: func(string) error { return nil }}, resolveTo(t, [4]byte{127, 0, 0, 1}))
	conn, err := dial(t.Context(), "tcp", "app.example:"+port)
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
}
