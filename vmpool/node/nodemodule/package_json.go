package nodemodule

import (
	"bytes"
	"encoding/json"
	"errors"
	"path/filepath"
)

// packageJSON is what resolution needs to know of a package.json.
type packageJSON struct {
	path    string // of the file
	name    string
	main    string
	kind    string // "type"
	exports any    // as readJSON gives it; nil when it is missing or null
	imports *object
}

func (p *packageJSON) dir() string { return filepath.Dir(p.path) }

// object is a JSON object that keeps the order of its keys, which decides between conditions.
type object struct {
	keys   []string
	values map[string]any
}

// readJSON decodes text; objects become *object.
func readJSON(text []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	v, err := readValue(d)
	if err != nil {
		return nil, err
	}
	if d.More() {
		return nil, errors.New("unexpected text after the JSON value")
	}
	return v, nil
}

func readValue(d *json.Decoder) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		o := &object{values: map[string]any{}}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return nil, err
			}
			name, _ := key.(string)
			value, err := readValue(d)
			if err != nil {
				return nil, err
			}
			if _, ok := o.values[name]; !ok {
				o.keys = append(o.keys, name)
			}
			o.values[name] = value
		}
		_, err := d.Token()
		return o, err
	case json.Delim('['):
		list := []any{}
		for d.More() {
			value, err := readValue(d)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err := d.Token()
		return list, err
	}
	return token, nil
}

// writeJSON is JSON.stringify of what readJSON gave.
func writeJSON(v any) string {
	switch v := v.(type) {
	case *object:
		var b bytes.Buffer
		b.WriteByte('{')
		for i, key := range v.keys {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(writeJSON(key) + ":" + writeJSON(v.values[key]))
		}
		b.WriteByte('}')
		return b.String()
	case []any:
		var b bytes.Buffer
		b.WriteByte('[')
		for i, item := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(writeJSON(item))
		}
		b.WriteByte(']')
		return b.String()
	}
	text, err := json.Marshal(v)
	if err != nil {
		return "null"
	}
	return string(text)
}

func parsePackageJSON(path string, text []byte) (*packageJSON, error) {
	v, err := readJSON(bytes.TrimPrefix(text, []byte("\uFEFF")))
	if err != nil {
		return nil, err
	}
	p := &packageJSON{path: path}
	o, ok := v.(*object)
	if !ok {
		return p, nil
	}
	p.name, _ = o.values["name"].(string)
	p.main, _ = o.values["main"].(string)
	p.kind, _ = o.values["type"].(string)
	p.exports = o.values["exports"]
	p.imports, _ = o.values["imports"].(*object)
	return p, nil
}
