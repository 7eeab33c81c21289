package nodecrypto

import (
	"context"
	"crypto"
	"crypto/dsa" //nolint:staticcheck // Node has it, so programs ask for it
	"crypto/rand"
	"errors"
	"math/big"
	"sync"
)

// Diffie-Hellman and DSA: keys in finite fields.

// dhParams are a prime and a generator.
type dhParams struct{ p, g *big.Int }

type dhPublic struct {
	dhParams
	y *big.Int
}

type dhPrivate struct {
	dhParams
	x *big.Int
}

func (k *dhPrivate) Public() crypto.PublicKey {
	return &dhPublic{k.dhParams, new(big.Int).Exp(k.g, k.x, k.p)}
}

func (p dhParams) same(o dhParams) bool { return p.p.Cmp(o.p) == 0 && p.g.Cmp(o.g) == 0 }

func (k *dhPublic) Equal(other crypto.PublicKey) bool {
	o, ok := other.(*dhPublic)
	return ok && k.same(o.dhParams) && k.y.Cmp(o.y) == 0
}

func (k *dhPrivate) Equal(other crypto.PrivateKey) bool {
	o, ok := other.(*dhPrivate)
	return ok && k.same(o.dhParams) && k.x.Cmp(o.x) == 0
}

// generate makes a private key, as long as the prime's strength asks for (SP 800-56A, 5.6.1.1.1), or almost the prime.
func (p dhParams) generate() (*dhPrivate, error) {
	limit := new(big.Int).Sub(p.p, big.NewInt(2))
	if limit.Sign() <= 0 {
		return nil, errUnsupportedKey
	}
	if bits := p.privateBits(); bits < limit.BitLen() {
		limit.Lsh(big.NewInt(1), uint(bits))
	}
	x, err := rand.Int(rand.Reader, limit)
	if err != nil {
		return nil, err
	}
	return &dhPrivate{p, x.Add(x, big.NewInt(1))}, nil
}

// privateBits is OpenSSL's length of private keys for the groups that it knows; others get keys as long as the prime.
func (p dhParams) privateBits() int {
	bits := p.p.BitLen()
	for _, g := range dhGroups() {
		if p.p.Cmp(g.p) != 0 || bits < 1536 {
			continue
		}
		for _, l := range []struct{ prime, private int }{{1536, 200}, {2048, 225}, {3072, 275}, {4096, 325}, {6144, 375}} {
			if bits <= l.prime {
				return l.private
			}
		}
		return 400
	}
	return bits - 1
}

// agree is the shared secret, as long as the prime.
func (k *dhPrivate) agree(y *big.Int) ([]byte, error) {
	if y.Cmp(big.NewInt(1)) <= 0 || y.Cmp(new(big.Int).Sub(k.p, big.NewInt(1))) >= 0 {
		return nil, errUnsupportedKey
	}
	return new(big.Int).Exp(y, k.x, k.p).FillBytes(make([]byte, (k.p.BitLen()+7)/8)), nil
}

// The flags of OpenSSL's DH_check.
const (
	dhNotPrime = 1 << iota
	dhNotSafePrime
	_
	dhBadGenerator
	_
	_
	_
	dhTooSmall
	dhTooLarge
)

// check is DH_check: zero when the parameters are good.
func (p dhParams) check() int {
	for _, g := range dhGroups() {
		if p.p.Cmp(g.p) == 0 && p.g.Cmp(g.g) == 0 {
			return 0
		}
	}
	flags := 0
	if p.g.Cmp(big.NewInt(1)) <= 0 || p.g.Cmp(new(big.Int).Sub(p.p, big.NewInt(1))) >= 0 {
		flags |= dhBadGenerator
	}
	if p.p.BitLen() < 512 {
		flags |= dhTooSmall
	}
	if p.p.BitLen() > 10000 {
		return flags | dhTooLarge
	}
	if p.p.Bit(0) == 0 {
		flags |= dhNotPrime
	}
	if !p.p.ProbablyPrime(20) {
		flags |= dhNotPrime
	} else if !new(big.Int).Rsh(p.p, 1).ProbablyPrime(20) {
		flags |= dhNotSafePrime
	}
	return flags
}

// dhGroup is a group of RFC 2409 or RFC 3526.
type dhGroup struct {
	name string
	dhParams
}

// dhGroups computes the groups' primes by the RFCs' formula: 2^n - 2^(n-64) - 1 + 2^64 * (floor(2^(n-130) * pi) + c).
var dhGroups = sync.OnceValue(func() []dhGroup {
	var out []dhGroup
	for _, g := range []struct {
		name string
		n    uint
		c    int64
	}{
		{"modp1", 768, 149686}, {"modp2", 1024, 129093}, {"modp5", 1536, 741804}, {"modp14", 2048, 124476},
		{"modp15", 3072, 1690314}, {"modp16", 4096, 240904}, {"modp17", 6144, 929484}, {"modp18", 8192, 4743158},
	} {
		power := func(n uint) *big.Int { return new(big.Int).Lsh(big.NewInt(1), n) }
		middle := scaledPi(g.n - 130)
		middle.Lsh(middle.Add(middle, big.NewInt(g.c)), 64)
		p := power(g.n)
		p.Sub(p, power(g.n-64)).Sub(p, big.NewInt(1)).Add(p, middle)
		out = append(out, dhGroup{g.name, dhParams{p, big.NewInt(2)}})
	}
	return out
})

// scaledPi is floor(2^bits * pi), by Machin's formula.
func scaledPi(bits uint) *big.Int {
	const guard = 32
	unit := new(big.Int).Lsh(big.NewInt(1), bits+guard)
	arctan := func(x int64) *big.Int { // of 1/x
		sum, square := new(big.Int), big.NewInt(x*x)
		power := new(big.Int).Div(unit, big.NewInt(x))
		for n := int64(1); power.Sign() > 0; n += 2 {
			term := new(big.Int).Div(power, big.NewInt(n))
			if n%4 == 1 {
				sum.Add(sum, term)
			} else {
				sum.Sub(sum, term)
			}
			power.Div(power, square)
		}
		return sum
	}
	a, b := arctan(5), arctan(239)
	a.Mul(a, big.NewInt(16)).Sub(a, b.Mul(b, big.NewInt(4)))
	return a.Rsh(a, guard)
}

// safePrimeClass is what a safe prime is modulo 24, or 60, so that the generator generates: OpenSSL's choice by generator.
func safePrimeClass(g *big.Int) (add, rem *big.Int) {
	switch {
	case g.Cmp(big.NewInt(2)) == 0:
		return big.NewInt(24), big.NewInt(23)
	case g.Cmp(big.NewInt(5)) == 0:
		return big.NewInt(60), big.NewInt(59)
	}
	return big.NewInt(12), big.NewInt(11)
}

// dsaPrivate gives DSA's private keys the method that other keys have.
type dsaPrivate struct{ *dsa.PrivateKey }

func (k dsaPrivate) Public() crypto.PublicKey { return &dsaPublic{&k.PublicKey} }

func (k dsaPrivate) Equal(other crypto.PrivateKey) bool {
	o, ok := other.(dsaPrivate)
	return ok && k.X.Cmp(o.X) == 0 && k.Public().(*dsaPublic).Equal(o.Public())
}

type dsaPublic struct{ *dsa.PublicKey }

func (k *dsaPublic) Equal(other crypto.PublicKey) bool {
	o, ok := other.(*dsaPublic)
	return ok && k.P.Cmp(o.P) == 0 && k.Q.Cmp(o.Q) == 0 && k.G.Cmp(o.G) == 0 && k.Y.Cmp(o.Y) == 0
}

// generateDSA makes a key whose prime and divisor have the given lengths in bits (FIPS 186-4, A.1.1.2, in outline).
func generateDSA(ctx context.Context, bits, divisor int) (dsaPrivate, error) {
	one := big.NewInt(1)
	if divisor <= 0 {
		divisor = 160
		if bits >= 2048 {
			divisor = 224
		}
	}
	if divisor < 2 || bits <= divisor {
		return dsaPrivate{}, errors.New("the divisor of a DSA key must be shorter than its modulus")
	}
	k := &dsa.PrivateKey{}
	var err error
	if k.Q, err = generatePrime(ctx, divisor, false, nil, nil); err != nil {
		return dsaPrivate{}, err
	}
	if k.P, err = generatePrime(ctx, bits, false, new(big.Int).Lsh(k.Q, 1), one); err != nil {
		return dsaPrivate{}, err
	}
	exponent := new(big.Int).Div(new(big.Int).Sub(k.P, one), k.Q)
	for h := int64(2); ; h++ {
		if k.G = new(big.Int).Exp(big.NewInt(h), exponent, k.P); k.G.Cmp(one) > 0 {
			break
		}
	}
	x, err := rand.Int(rand.Reader, new(big.Int).Sub(k.Q, one))
	if err != nil {
		return dsaPrivate{}, err
	}
	k.X = x.Add(x, one)
	k.Y = new(big.Int).Exp(k.G, k.X, k.P)
	return dsaPrivate{k}, nil
}

// truncated is a digest as DSA signs it: its leftmost bits, as many as the divisor has.
func truncated(sum []byte, q *big.Int) []byte {
	return sum[:min(len(sum), (q.BitLen()+7)/8)]
}
