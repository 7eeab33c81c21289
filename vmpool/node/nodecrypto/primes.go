package nodecrypto

import (
	"context"
	"crypto/rand"
	"errors"
	"math/big"
	"sync"
)

// errNoPrime is the error where no prime can have what is asked for.
var errNoPrime = errors.New("no such prime")

// smallPrimes are the odd primes below 2,048: what they divide needs no further test.
var smallPrimes = sync.OnceValue(func() []uint64 {
	var out []uint64
next:
	for n := uint64(3); n < 2048; n += 2 {
		for _, p := range out {
			if n%p == 0 {
				continue next
			}
		}
		out = append(out, n)
	}
	return out
})

// generatePrime makes a prime of exactly that many bits with its two highest bits set where it has that many, as OpenSSL's
// BN_generate_prime_ex: safe, so that (p-1)/2 is a prime too, and congruent to rem modulo add where add isn't nil (rem nil: 1, or 3
// for safe primes). It ends early with the context's cause.
func generatePrime(ctx context.Context, bits int, safe bool, add, rem *big.Int) (*big.Int, error) {
	one, two := big.NewInt(1), big.NewInt(2)
	if bits < 2 || safe && bits < 3 {
		return nil, errNoPrime
	}
	if add != nil && rem == nil {
		rem = one
		if safe {
			rem = big.NewInt(3)
		}
	}
	// Candidates step by `step`, from a random start in the right class.
	step, class := two, one
	if safe {
		step, class = big.NewInt(4), big.NewInt(3)
	}
	if safe && bits == 3 {
		step, class = two, one // 5 and 7
	}
	if add != nil {
		step, class = add, rem
	}
	limit := new(big.Int).Lsh(one, uint(bits))
	low := new(big.Int).Lsh(one, uint(bits-1))
	if bits > 2 && add == nil {
		low.Add(low, new(big.Int).Lsh(one, uint(bits-2)))
	}
	for {
		start, err := rand.Int(rand.Reader, new(big.Int).Sub(limit, low))
		if err != nil {
			return nil, err
		}
		start.Add(start, low)
		start.Add(start.Sub(start, new(big.Int).Mod(start, step)), class)
		if start.Cmp(low) < 0 {
			start.Add(start, step)
		}
		p, err := searchPrime(ctx, start, step, limit, safe)
		if p != nil || err != nil {
			return p, err
		}
		if err := context.Cause(ctx); err != nil {
			return nil, err
		}
	}
}

// searchPrime tries start, start+step, … below limit, some thousands of them; nil when none of them is one.
func searchPrime(ctx context.Context, start, step, limit *big.Int, safe bool) (*big.Int, error) {
	candidate := new(big.Int).Set(start)
	small := smallPrimes()
	residues, steps := make([]uint64, len(small)), make([]uint64, len(small))
	m := new(big.Int)
	for i, p := range small {
		d := new(big.Int).SetUint64(p)
		residues[i], steps[i] = m.Mod(start, d).Uint64(), m.Mod(step, d).Uint64()
	}
	sieve := start.BitLen() > 24 // shorter ones may be small primes themselves
	tests := 0
next:
	for range 1 << 14 {
		ok := true
		for i, p := range small {
			r := residues[i]
			if sieve && (r == 0 || safe && r == 1) {
				ok = false
			}
			if r += steps[i]; r >= p {
				r -= p
			}
			residues[i] = r
		}
		if candidate.Cmp(limit) >= 0 {
			return nil, nil
		}
		if ok {
			if tests++; tests%16 == 0 {
				if err := context.Cause(ctx); err != nil {
					return nil, err
				}
			}
			half := m.Rsh(candidate, 1)
			if safe && !mayBePrime(half) || !mayBePrime(candidate) || safe && !half.ProbablyPrime(20) || !candidate.ProbablyPrime(20) {
				candidate.Add(candidate, step)
				continue next
			}
			return candidate, nil
		}
		candidate.Add(candidate, step)
	}
	return nil, nil
}

// mayBePrime is Fermat's test to base 2, which nearly all composite numbers fail at the cost of one exponentiation.
func mayBePrime(n *big.Int) bool {
	two := big.NewInt(2)
	return n.Cmp(two) <= 0 || new(big.Int).Exp(two, new(big.Int).Sub(n, big.NewInt(1)), n).Cmp(big.NewInt(1)) == 0
}
