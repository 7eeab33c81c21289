package es_test

import (
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node/es"
)

func BenchmarkParseJSON(b *testing.B) {
	rt := goja.New()
	if _, err := es.Install(rt, es.Config{}); err != nil {
		b.Fatal(err)
	}
	record := `{"id":12,"name":"Person 12","email":"p12@example.com","tags":["a","t5"],"address":{"city":"City 30","zip":10000},"active":true,"score":0.142857}`
	text := rt.ToValue("[" + strings.Repeat(record+",", 299) + record + "]")
	parse, _ := goja.AssertFunction(rt.Get("JSON").ToObject(rt).Get("parse"))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := parse(goja.Undefined(), text); err != nil {
			b.Fatal(err)
		}
	}
}
