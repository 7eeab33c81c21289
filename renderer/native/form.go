package native

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
)

const actionURL = "javascript:throw new Error('React form unexpectedly submitted.')"

func (q *request) startSelect(dst []byte, f *formatContext, props propList) ([]byte, goja.Value, error) {
	dst, e, err := q.appendStart(dst, f, "select", props, func(dst []byte, name string, _ goja.Value) ([]byte, bool, error) {
		return dst, name == "value" || name == "defaultValue", nil
	})
	if err != nil {
		return nil, nil, err
	}
	dst, err = q.r.appendHTML(dst, e)
	return dst, e.children, err
}

func (q *request) startOption(dst []byte, f *formatContext, props propList) ([]byte, goja.Value, error) {
	var value, selected goja.Value
	dst, err := q.open(dst, "option")
	if err != nil {
		return nil, nil, err
	}
	dst, e, err := q.r.appendProps(dst, props, func(dst []byte, name string, v goja.Value) ([]byte, bool, error) {
		switch name {
		case "selected":
			selected = v
			return dst, true, nil
		case "value":
			value = v
		}
		return dst, false, nil
	})
	if err != nil {
		return nil, nil, err
	}
	if f.selected != nil {
		text := ""
		if value != nil {
			text = value.String()
		} else if text, err = q.optionText(e.children); err != nil {
			return nil, nil, err
		}
		if isArray(f.selected) {
			list := f.selected.(*goja.Object)
			for i := range int(list.Get("length").ToInteger()) {
				if list.Get(itoa(i)).String() == text {
					dst = appendFlag(dst, "selected")
					break
				}
			}
		} else if f.selected.String() == text {
			dst = appendFlag(dst, "selected")
		}
	} else if selected != nil && selected.ToBoolean() {
		dst = appendFlag(dst, "selected")
	}
	dst, err = q.r.appendHTML(append(dst, '>'), e)
	return dst, e.children, err
}

// optionText is flattenOptionChildren: the text of an option without a value.
func (q *request) optionText(children goja.Value) (string, error) {
	if children == nil {
		return "", nil
	}
	text := ""
	add := q.r.vm.ToValue(func(call goja.FunctionCall) goja.Value {
		if child := call.Argument(0); !isNullish(child) {
			text += child.String()
		}
		return goja.Undefined()
	})
	_, err := q.r.method(q.r.env.React.Get("Children").ToObject(q.r.vm), "forEach", children, add)
	return text, err
}

func (q *request) textarea(dst []byte, f *formatContext, props propList) ([]byte, error) {
	var value, initial goja.Value
	dst, e, err := q.appendStart(dst, f, "textarea", props, func(dst []byte, name string, v goja.Value) ([]byte, bool, error) {
		switch name {
		case "value":
			value = v
		case "defaultValue":
			initial = v
		case "dangerouslySetInnerHTML":
			return nil, false, q.r.fail("`dangerouslySetInnerHTML` does not make sense on <textarea>.")
		default:
			return dst, false, nil
		}
		return dst, true, nil
	})
	if err != nil {
		return nil, err
	}
	if value == nil {
		value = initial
	}
	if e.children != nil {
		if value != nil {
			return nil, q.r.fail("If you supply `defaultValue` on a <textarea>, do not pass children.")
		}
		if isArray(e.children) && e.children.(*goja.Object).Get("length").ToInteger() > 1 {
			return nil, q.r.fail("<textarea> can only have at most one child.")
		}
		value = q.r.vm.ToValue(e.children.String())
	}
	if value == nil {
		return dst, nil
	}
	if s, ok := value.(goja.String); ok && s.Length() > 0 && s.CharAt(0) == '\n' {
		dst = append(dst, '\n')
	}
	return appendEscaped(dst, value.String()), nil
}

func (q *request) input(dst []byte, f *formatContext, props propList) ([]byte, error) {
	var action formAction
	var value, initial, checked, initiallyChecked goja.Value
	dst, err := q.open(dst, "input")
	if err != nil {
		return nil, err
	}
	dst, _, err = q.r.appendProps(dst, props, func(dst []byte, name string, v goja.Value) ([]byte, bool, error) {
		switch name {
		case "children", "dangerouslySetInnerHTML":
			return nil, false, q.r.fail("input is a self-closing tag and must neither have `children` nor use `dangerouslySetInnerHTML`.")
		case "defaultChecked":
			initiallyChecked = v
		case "defaultValue":
			initial = v
		case "checked":
			checked = v
		case "value":
			value = v
		default:
			return dst, action.take(name, v), nil
		}
		return dst, true, nil
	})
	if err != nil {
		return nil, err
	}
	dst, data, err := q.appendFormAction(dst, &action)
	if err != nil {
		return nil, err
	}
	if checked == nil {
		checked = initiallyChecked
	}
	if checked != nil {
		dst = appendBoolAttr(dst, "checked", compiled.From(checked))
	}
	if value == nil {
		value = initial
	}
	if value != nil {
		if dst, err = q.r.appendAttribute(dst, "value", compiled.From(value)); err != nil {
			return nil, err
		}
	}
	dst = append(appendTransition(dst, f), "/>"...)
	return q.appendFields(dst, data)
}

func (q *request) startButton(dst []byte, f *formatContext, props propList) ([]byte, goja.Value, error) {
	var action formAction
	dst, err := q.open(dst, "button")
	if err != nil {
		return nil, nil, err
	}
	dst, e, err := q.r.appendProps(dst, props, func(dst []byte, name string, v goja.Value) ([]byte, bool, error) {
		return dst, action.take(name, v), nil
	})
	if err != nil {
		return nil, nil, err
	}
	dst, data, err := q.appendFormAction(dst, &action)
	if err != nil {
		return nil, nil, err
	}
	dst, err = q.appendFields(append(appendTransition(dst, f), '>'), data)
	if err != nil {
		return nil, nil, err
	}
	return q.appendContent(dst, e)
}

// formAction is the properties of a button or input that say where its form goes.
type formAction struct {
	name, action, encType, method, target goja.Value
}

func (a *formAction) take(name string, v goja.Value) bool {
	switch name {
	case "name":
		a.name = v
	case "formAction":
		a.action = v
	case "formEncType":
		a.encType = v
	case "formMethod":
		a.method = v
	case "formTarget":
		a.target = v
	default:
		return false
	}
	return true
}

// customFields is what a server action says of the form that calls it.
func (q *request) customFields(action *goja.Object) (*goja.Object, error) {
	fields, ok := goja.AssertFunction(action.Get("$$FORM_ACTION"))
	if !ok {
		return nil, nil
	}
	id := q.opts.idPrefix + itoa(q.nextForm)
	q.nextForm++
	v, err := q.r.call(fields, action, q.r.vm.ToValue(id))
	if err != nil {
		var t *thrown
		if !errors.As(err, &t) {
			return nil, err
		}
		if o, isObject := t.value.(*goja.Object); isObject && q.r.isThenable(o) {
			return nil, err
		}
		return nil, nil // the client will do it
	}
	custom, _ := v.(*goja.Object)
	if custom == nil {
		return nil, nil
	}
	if data, ok := custom.Get("data").(*goja.Object); ok {
		return custom, q.eachField(data, func(string, string) {})
	}
	return custom, nil
}

// eachField visits the entries of a FormData.
func (q *request) eachField(data *goja.Object, visit func(name, value string)) error {
	f := q.r.vm.ToValue(func(call goja.FunctionCall) goja.Value {
		value, ok := call.Argument(0).(goja.String)
		if !ok {
			panic(q.r.newError("Error", "File/Blob fields are not yet supported in progressive forms. Will fallback to client hydration."))
		}
		visit(call.Argument(1).String(), value.String())
		return goja.Undefined()
	})
	_, err := q.r.method(data, "forEach", f)
	return err
}

func (q *request) appendFields(dst []byte, data *goja.Object) ([]byte, error) {
	if data == nil {
		return dst, nil
	}
	err := q.eachField(data, func(name, value string) {
		dst = append(dst, `<input type="hidden"`...)
		dst = appendAttr(dst, "name", name)
		dst = appendAttr(dst, "value", value)
		dst = append(dst, "/>"...)
	})
	return dst, err
}

// appendFormAction is pushFormActionAttribute; data is the FormData to be sent along, nil for none.
func (q *request) appendFormAction(dst []byte, a *formAction) ([]byte, *goja.Object, error) {
	var data *goja.Object
	if isFunction(a.action) {
		custom, err := q.customFields(a.action.(*goja.Object))
		if err != nil {
			return nil, nil, err
		}
		if custom == nil {
			dst = appendAttr(dst, "formAction", actionURL)
			*a = formAction{}
			q.injectFormReplay()
		} else {
			*a = formAction{custom.Get("name"), customAction(custom, q.r.vm), custom.Get("encType"), custom.Get("method"), custom.Get("target")}
			data, _ = custom.Get("data").(*goja.Object)
		}
	}
	dst, err := q.r.appendAttributes(dst, []attr{
		{"name", a.name}, {"formAction", a.action}, {"formEncType", a.encType}, {"formMethod", a.method}, {"formTarget", a.target},
	})
	return dst, data, err
}

// appendAttributes writes those of the attributes that have a value.
func (r *Runtime) appendAttributes(dst []byte, list []attr) ([]byte, error) {
	var err error
	for _, a := range list {
		if isNullish(a.value) {
			continue
		}
		if dst, err = r.appendAttribute(dst, a.name, compiled.From(a.value)); err != nil {
			return nil, err
		}
	}
	return dst, nil
}

func customAction(custom *goja.Object, vm *goja.Runtime) goja.Value {
	if v := custom.Get("action"); v != nil && v.ToBoolean() {
		return v
	}
	return vm.ToValue("")
}

func (q *request) startForm(dst []byte, f *formatContext, props propList) ([]byte, goja.Value, error) {
	var action, encType, method, target, fieldName goja.Value
	dst, err := q.open(dst, "form")
	if err != nil {
		return nil, nil, err
	}
	dst, e, err := q.r.appendProps(dst, props, func(dst []byte, name string, v goja.Value) ([]byte, bool, error) {
		switch name {
		case "action":
			action = v
		case "encType":
			encType = v
		case "method":
			method = v
		case "target":
			target = v
		default:
			return dst, false, nil
		}
		return dst, true, nil
	})
	if err != nil {
		return nil, nil, err
	}
	var data *goja.Object
	if isFunction(action) {
		custom, err := q.customFields(action.(*goja.Object))
		if err != nil {
			return nil, nil, err
		}
		if custom == nil {
			dst = appendAttr(dst, "action", actionURL)
			action, encType, method, target = nil, nil, nil, nil
			q.injectFormReplay()
		} else {
			action, encType = customAction(custom, q.r.vm), custom.Get("encType")
			method, target, fieldName = custom.Get("method"), custom.Get("target"), custom.Get("name")
			data, _ = custom.Get("data").(*goja.Object)
		}
	}
	dst, err = q.r.appendAttributes(dst, []attr{{"action", action}, {"encType", encType}, {"method", method}, {"target", target}})
	if err != nil {
		return nil, nil, err
	}
	dst = append(appendTransition(dst, f), '>')
	if fieldName != nil && !goja.IsNull(fieldName) {
		dst = append(dst, `<input type="hidden"`...)
		dst = q.r.appendStringAttr(dst, "name", compiled.From(fieldName))
		dst = append(dst, "/>"...)
		if dst, err = q.appendFields(dst, data); err != nil {
			return nil, nil, err
		}
	}
	return q.appendContent(dst, e)
}
