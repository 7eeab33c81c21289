package ssr_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/seed-9eb1e60f/ssr"
)

// An App is an http.Handler: mount it in a program's own server. The loader in Go gives the page its props.
func ExampleNew() {
	ctx := context.Background()
	app, err := ssr.New(ctx, ssr.Config{
		Dir: exampleDir,
		Loaders: map[string]ssr.Loader{
			"/products/[id]": func(_ context.Context, r *ssr.Request) (any, error) {
				if r.Params["id"] != "7" {
					return nil, ssr.NotFound()
				}
				return map[string]any{"name": "tea", "price": 3.7}, nil
			},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	defer app.Close()

	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/time", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "late") })
	mux.Handle("/", app)
	server := httptest.NewServer(mux) // or http.ListenAndServe(":3000", mux)
	defer server.Close()

	show(server.URL + "/products/7")
	show(server.URL + "/products/8")
	show(server.URL + "/api/time")
	// Output:
	// 200 OK <h1>7: tea, 4</h1>
	// 404 Not Found <h1>Nothing here</h1>
	// 200 OK late
}

// In an echo server, pages answer what no other route does.
func ExampleNew_echo() {
	app, err := ssr.New(context.Background(), ssr.Config{Dir: exampleDir})
	if err != nil {
		log.Fatal(err)
	}
	defer app.Close()

	e := echo.New()
	e.GET("/api/time", func(c echo.Context) error { return c.String(http.StatusOK, "late") })
	e.Any("/*", echo.WrapHandler(app))
	server := httptest.NewServer(e) // or e.Start(":3000")
	defer server.Close()

	show(server.URL + "/")
	show(server.URL + "/api/time")
	// Output:
	// 200 OK <h1>hello, nobody</h1>
	// 200 OK late
}

// A finished build needs neither the sources nor npm packages, and fits into the binary:
//
//	//go:embed all:dist
//	var dist embed.FS
//
//	build, err := fs.Sub(dist, "dist")
func ExampleOpen() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "build")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	// This is what `ssr build` does, before the program is compiled.
	if _, err := ssr.Build(ctx, ssr.Config{Dir: exampleDir}, filepath.Join(dir, "dist")); err != nil {
		log.Fatal(err)
	}
	build := os.DirFS(filepath.Join(dir, "dist"))

	app, err := ssr.Open(ctx, build, ssr.Config{Env: map[string]string{"GREETING": "good evening"}})
	if err != nil {
		log.Fatal(err)
	}
	defer app.Close()
	server := httptest.NewServer(app)
	defer server.Close()

	show(server.URL + "/")
	// Output:
	// 200 OK <h1>good evening, nobody</h1>
}

// Render makes a page without HTTP: for a mail, a test, a static export.
func ExampleApp_Render() {
	ctx := context.Background()
	app, err := ssr.New(ctx, ssr.Config{Dir: exampleDir})
	if err != nil {
		log.Fatal(err)
	}
	defer app.Close()

	page, err := app.Render(ctx, ssr.RenderRequest{URL: "/plain", Props: map[string]any{"name": "and simple"}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(page.Status, heading(string(page.Body)))
	// Output:
	// 200 <h1>plain and simple</h1>
}

// show prints what an address answers: the status and the page's heading.
func show(url string) {
	res, err := http.Get(url)
	if err != nil {
		log.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(res.Status, heading(string(body)))
}

func heading(page string) string {
	start, end := strings.Index(page, "<h1>"), strings.Index(page, "</h1>")
	if start < 0 || end < 0 {
		return page
	}
	return page[start : end+len("</h1>")]
}
