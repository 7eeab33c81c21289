package nodecrypto

import (
	"context"
	"math/big"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
)

// exchange is the handle of a DiffieHellman: parameters, and the halves of the key that are set.
type exchange struct {
	dhParams
	pub, priv *big.Int
}

func (n *natives) dhFuncs() map[string]node.Func {
	return map[string]node.Func{
		"dhGroup":         n.dhGroup,
		"dhNew":           n.dhNew,
		"dhParam":         n.dhParam,
		"dhSet":           n.dhSet,
		"dhGenerateKeys":  n.dhGenerateKeys,
		"dhComputeSecret": n.dhComputeSecret,
		"dhCheck":         func(call goja.FunctionCall) goja.Value { return n.vm.Runtime.ToValue(n.exchange(call).check()) },
		"dhGenerate":      n.dhGenerate,
		"generatePrime":   n.generatePrime,
		"checkPrime":      n.checkPrime,
	}
}

func (n *natives) exchange(call goja.FunctionCall) *exchange {
	return node.Handle[*exchange](n.vm, call.Argument(0))
}

func (n *natives) number(v *big.Int) goja.Value { return nodebuffer.New(n.vm, v.Bytes()) }

// dhGroup gives prime and generator of a named group; undefined when there is none.
func (n *natives) dhGroup(call goja.FunctionCall) goja.Value {
	for _, g := range dhGroups() {
		if g.name == call.Argument(0).String() {
			return n.vm.Runtime.NewArray(n.number(g.p), n.number(g.g))
		}
	}
	return goja.Undefined()
}

// generator is an argument that is a number or bytes.
func (n *natives) generator(v goja.Value) *big.Int {
	if b, ok := nodebuffer.Bytes(n.vm, v); ok {
		return new(big.Int).SetBytes(b)
	}
	return big.NewInt(v.ToInteger())
}

// params reads a prime in bytes, or the length of one that is to be made, and a generator.
func (n *natives) params(prime, generator goja.Value) func(context.Context) (dhParams, error) {
	g := n.generator(generator)
	b, given := nodebuffer.Bytes(n.vm, prime)
	b = clone(b)
	bits := 0
	if !given {
		bits = int(prime.ToInteger())
	}
	return func(ctx context.Context) (dhParams, error) {
		switch {
		case !given && bits < 512:
			return dhParams{}, errModulusTooSmall
		case g.Cmp(big.NewInt(1)) <= 0:
			return dhParams{}, errBadGenerator
		case given:
			return dhParams{new(big.Int).SetBytes(b), g}, nil
		}
		add, rem := safePrimeClass(g)
		p, err := generatePrime(ctx, bits, true, add, rem)
		return dhParams{p, g}, err
	}
}

// dhNew makes a handle of a prime (bytes) or its length, and a generator (bytes or a number).
func (n *natives) dhNew(call goja.FunctionCall) goja.Value {
	p, err := n.params(call.Argument(0), call.Argument(1))(n.vm.Loop.Context())
	if err != nil {
		panic(n.failure(err))
	}
	return n.vm.Runtime.ToValue(&exchange{dhParams: p})
}

// dhParam gives "p", "g", "pub" or "priv" of a handle; undefined when that isn't set.
func (n *natives) dhParam(call goja.FunctionCall) goja.Value {
	x := n.exchange(call)
	v := map[string]*big.Int{"p": x.p, "g": x.g, "pub": x.pub, "priv": x.priv}[call.Argument(1).String()]
	if v == nil {
		return goja.Undefined()
	}
	return n.number(v)
}

// dhSet sets "pub" or "priv" of a handle.
func (n *natives) dhSet(call goja.FunctionCall) goja.Value {
	x, v := n.exchange(call), new(big.Int).SetBytes(n.bytes(call.Argument(2)))
	if call.Argument(1).String() == "pub" {
		x.pub = v
	} else {
		x.priv = v
	}
	return goja.Undefined()
}

// dhGenerateKeys makes a private key where there is none, and the public key of it.
func (n *natives) dhGenerateKeys(call goja.FunctionCall) goja.Value {
	x := n.exchange(call)
	if x.priv == nil {
		k, err := x.generate()
		if err != nil {
			panic(n.failure(err))
		}
		x.priv = k.x
	}
	x.pub = new(big.Int).Exp(x.g, x.priv, x.p)
	return n.padded(x)
}

// padded is the public key, as long as the prime.
func (n *natives) padded(x *exchange) goja.Value {
	size := max((x.p.BitLen()+7)/8, (x.pub.BitLen()+7)/8)
	return nodebuffer.New(n.vm, x.pub.FillBytes(make([]byte, size)))
}

// dhComputeSecret gives the shared secret, or what is wrong: "small" or "large" public keys, "private" when the own key is missing.
func (n *natives) dhComputeSecret(call goja.FunctionCall) goja.Value {
	x, y := n.exchange(call), new(big.Int).SetBytes(n.bytes(call.Argument(1)))
	problem := ""
	switch {
	case x.priv == nil:
		problem = "private"
	case y.Cmp(big.NewInt(1)) <= 0:
		problem = "small"
	case y.Cmp(new(big.Int).Sub(x.p, big.NewInt(1))) >= 0:
		problem = "large"
	}
	if problem != "" {
		return n.vm.Runtime.ToValue(problem)
	}
	secret, err := (&dhPrivate{x.dhParams, x.priv}).agree(y)
	if err != nil {
		panic(n.failure(err))
	}
	return nodebuffer.New(n.vm, secret)
}

// dhGenerate takes a prime or its length, a generator and a callback; it gives [public, private].
func (n *natives) dhGenerate(call goja.FunctionCall) goja.Value {
	params := n.params(call.Argument(0), call.Argument(1))
	return job(n, call.Argument(2), func(ctx context.Context) (*key, error) {
		p, err := params(ctx)
		if err != nil {
			return nil, err
		}
		priv, err := p.generate()
		return &key{priv: priv}, err
	}, n.pair)
}

// generatePrime takes the length in bits, whether it is to be safe, add and rem in bytes (undefined: none) and a callback; it gives an
// ArrayBuffer.
func (n *natives) generatePrime(call goja.FunctionCall) goja.Value {
	bits, safe := int(call.Argument(0).ToInteger()), call.Argument(1).ToBoolean()
	var class [2]*big.Int
	for i := range class {
		if v := call.Argument(2 + i); !goja.IsUndefined(v) {
			class[i] = new(big.Int).SetBytes(n.bytes(v))
		}
	}
	return job(n, call.Argument(4), func(ctx context.Context) ([]byte, error) {
		p, err := generatePrime(ctx, bits, safe, class[0], class[1])
		if err != nil {
			return nil, err
		}
		return p.FillBytes(make([]byte, (bits+7)/8)), nil
	}, n.arrayBuffer)
}

// checkPrime takes a number in bytes, how many rounds of Miller-Rabin to do (zero: enough) and a callback.
func (n *natives) checkPrime(call goja.FunctionCall) goja.Value {
	v, rounds := new(big.Int).SetBytes(n.bytes(call.Argument(0))), int(call.Argument(1).ToInteger())
	if rounds == 0 {
		rounds = 64
	}
	return job(n, call.Argument(2), func(ctx context.Context) (bool, error) {
		for ; rounds > 0; rounds -= 64 { // so that it can be stopped
			if err := context.Cause(ctx); err != nil {
				return false, err
			}
			if !v.ProbablyPrime(min(rounds, 64)) {
				return false, nil
			}
		}
		return true, nil
	}, func(ok bool) goja.Value { return n.vm.Runtime.ToValue(ok) })
}
