package ssr

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/seed-9eb1e60f/ssr/renderer"
	"github.com/seed-9eb1e60f/ssr/vmpool"
)

// Config says how to build and serve an app. The zero value of every field but Dir is a sensible default. A Config is copied and checked
// once; its maps and slices must not change afterwards.
type Config struct {
	// Dir is the app's folder, and what its JavaScript sees as the working directory. For New it is required; with Open it only
	// serves the JavaScript, and may be empty.
	Dir string

	// Dev builds for development: React's warnings, messages and stacks of errors in the page, readable client code.
	Dev bool

	// Loaders load data in Go, by route pattern, such as "/products/[id]"; see Loader.
	Loaders map[string]Loader

	// Context, when set, gives values to the loaders and actions of the app's JavaScript, as properties of their `context`: the user of the
	// session, say. It is called once a request, before the loader in Go. Values are encoded with encoding/json.
	Context func(ctx context.Context, r *Request) (map[string]any, error)

	// Nonce, when set, gives the nonce for all scripts in the answer to r; the Content-Security-Policy header that names it is the
	// program's to set, before it calls the App.
	Nonce func(r *http.Request) string

	// Buffered, when set, says that the answer to r should be sent when it is whole, with everything in its place, as crawlers and
	// readers without JavaScript want it, instead of streamed.
	Buffered func(r *http.Request) bool

	// Env is laid over the values of the app's .env files. JavaScript sees both in process.env; names that begin with
	// PublicPrefix are put into the code of both sides, too, when it is built. The environment of this process is not passed on: what the
	// app may see of it must be put here.
	Env map[string]string

	// PublicPrefix marks the values of Env and .env files that everyone may see. Default "PUBLIC_".
	PublicPrefix string

	// Engine turns React elements into HTML. The default is renderer.EngineNative; renderer.Choose puts another in its
	// place for versions of React that it doesn't know.
	Engine renderer.Engine

	// External names packages that are not bundled for the server but required at run time.
	External []string

	// Pool bounds the JavaScript VMs.
	Pool Pool

	// Limits bound what one request's JavaScript may use. Limits.Timeout defaults to Timeout and two seconds.
	Limits vmpool.Limits

	// Timeout is how long a page may take. Then what isn't there yet is left to the browser, or, when nothing was sent yet, the
	// answer is an error page. Default 8 s; negative: none.
	Timeout time.Duration

	// BodyLimit is how long the body of a request may be, in bytes. Default 1 MiB; negative: no limit.
	BodyLimit int64

	// Origin is the app's address as browsers see it, such as "https://shop.example": what request.url begins with. Empty: http or
	// https and the request's Host header.
	Origin string

	// ReadRoots are folders that JavaScript may read besides Dir, WriteRoots those that it may write to.
	ReadRoots, WriteRoots []string

	// AllowNet says whether JavaScript may connect to host:port. Default DefaultAllowNet, which allows all but link-local addresses,
	// where clouds keep their secrets.
	AllowNet func(hostport string) error

	// TrustRequestID takes the id of a request from its X-Request-Id header: right behind a proxy that sets it.
	TrustRequestID bool

	// OnError, when set, is told every error of the app's JavaScript while a page is rendered. ctx is the request's. It may be
	// called from several goroutines.
	OnError func(ctx context.Context, err *renderer.Error)

	// Logger gets console output, errors and warnings. Default: discarded.
	Logger *slog.Logger

	// AccessLog gets one record for each HTTP request at Info. Default: discarded.
	AccessLog *slog.Logger

	opened bool // there are no sources
}

// Pool bounds the VMs that render an app's pages. Zeros are the defaults.
type Pool struct {
	// Min is how many VMs are made at the start and stay. Default 1.
	Min int
	// Max is how many there may be. A page that waits for data holds its VM, so this bounds pages in the making. Default 32 or 8 a
	// processor, the larger.
	Max int
	// Queue is how many requests may wait for a VM; more are answered with 503. Default 1,000; negative: none.
	Queue int
	// CPU is how many VMs may run at the same time. Default GOMAXPROCS.
	CPU int
	// MaxUses drops a VM after so many requests. Default: never.
	MaxUses int
	// IdleTime is how long a VM beyond Min stays without work. Default one minute; negative: for ever.
	IdleTime time.Duration
	// Fresh gives each request a new VM, so that nothing in a module's variables survives it.
	Fresh bool
}

// withDefaults checks c. An error names the bad field.
func (c Config) withDefaults() (Config, error) {
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Engine == "" {
		c.Engine = renderer.EngineNative
	}
	if _, err := renderer.Modules(c.Engine); err != nil {
		return c, fmt.Errorf("ssr: Config.Engine: %w", err)
	}
	if c.Dir != "" {
		engine, note, err := renderer.Choose(c.Engine, c.Dir)
		if err != nil {
			return c, fmt.Errorf("ssr: %w", err)
		}
		if note != "" {
			c.Logger.Warn(note)
		}
		c.Engine = engine
	}
	if c.Pool.Min == 0 {
		c.Pool.Min = 1
	}
	if c.Timeout == 0 {
		c.Timeout = 8 * time.Second
	}
	if c.Limits.Timeout == 0 {
		c.Limits.Timeout = c.Timeout
		if c.Timeout > 0 {
			c.Limits.Timeout += 2 * time.Second
		}
	}
	if c.AllowNet == nil {
		c.AllowNet = DefaultAllowNet
	}
	if c.Origin != "" {
		u, err := url.Parse(c.Origin)
		if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
			return c, fmt.Errorf("ssr: Config.Origin is %q: it must be like https://shop.example", c.Origin)
		}
		c.Origin = u.Scheme + "://" + u.Host
	}
	for pattern, loader := range c.Loaders {
		if loader == nil {
			return c, fmt.Errorf("ssr: Config.Loaders[%q] is nil", pattern)
		}
	}
	for _, list := range []struct {
		name  string
		roots []string
	}{{"ReadRoots", c.ReadRoots}, {"WriteRoots", c.WriteRoots}} {
		for _, root := range list.roots {
			if !filepath.IsAbs(root) {
				return c, fmt.Errorf("ssr: Config.%s: %q is not an absolute path", list.name, root)
			}
		}
	}
	// The pool checks its own numbers; here so that a mistake is found before a build.
	if _, err := vmpool.New(c.poolConfig()); err != nil {
		return c, fmt.Errorf("ssr: Config.Pool: %w", err)
	}
	return c, nil
}

// poolConfig is the part of a pool's configuration that doesn't depend on the build.
func (c *Config) poolConfig() vmpool.Config {
	p := c.Pool
	return vmpool.Config{
		Min: p.Min, Max: p.Max, Queue: p.Queue, CPU: p.CPU, MaxUses: p.MaxUses, IdleTime: p.IdleTime, Fresh: p.Fresh,
		Limits: c.Limits, Logger: c.Logger,
	}
}
