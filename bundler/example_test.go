package bundler_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-9eb1e60f/ssr/bundler"
)

// A build's problems are data, and text for people.
func ExampleBuild() {
	dir, err := os.MkdirTemp("", "app")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "page.tsx"), []byte("import Card from \"./Crad\";\nexport default () => Card;\n"), 0o644); err != nil {
		panic(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "Card.tsx"), []byte("export default 'card';\n"), 0o644); err != nil {
		panic(err)
	}

	_, err = bundler.Build(context.Background(), bundler.Options{
		Dir:    dir,
		Server: &bundler.Entry{Path: "page.tsx"},
		Client: []bundler.Entry{{Name: "page", Contents: `import Page from "./page"; console.log(Page);`}},
	})
	var failed *bundler.BuildError
	if errors.As(err, &failed) {
		fmt.Println(len(failed.Problems), "problem in", failed.Problems[0].File)
		fmt.Println(failed)
	}
	// Output:
	// 1 problem in page.tsx
	// page.tsx:1:18: Could not resolve "./Crad"
	// > 1 | import Card from "./Crad";
	//     |                  ^^^^^^^^
	//   2 | export default () => Card;
	// note: did you mean "./Card"?
}

// A build is written once and opened where the sources are not.
func ExampleOpen() {
	dir, err := os.MkdirTemp("", "app")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	out, err := bundler.Build(context.Background(), bundler.Options{
		Dir:    dir,
		Server: &bundler.Entry{Contents: "export const hello = 'hello';"},
	})
	if err != nil {
		panic(err)
	}
	if err := out.WriteDir(context.Background(), filepath.Join(dir, "dist")); err != nil {
		panic(err)
	}

	opened, err := bundler.Open(os.DirFS(filepath.Join(dir, "dist")))
	if err != nil {
		panic(err)
	}
	fmt.Println(strings.Contains(string(opened.Server.Code), "hello"), opened.Server.Async)
	// Output: true false
}
