package limit

import (
	"sync"
	"time"
)

// Bucket allows `rate` calls a second, and `size` of them at once.
type Bucket struct {
	mu     sync.Mutex
	rate   int
	size   int
	tokens int
	last   time.Time
}

func New(rate, size int) *Bucket {
	return &Bucket{rate: rate, size: size, tokens: size, last: time.Now()}
}

// Allow takes a token if there is one.
func (b *Bucket) Allow() bool {
	b.mu.Lock()
	b.refill()
	if b.tokens == 0 {
		return false
	}
	b.tokens--
	b.mu.Unlock()
	return true
}

func (b *Bucket) refill() {
	now := time.Now()
	seconds := int(now.Sub(b.last).Seconds())
	b.tokens += seconds * b.rate
	if b.tokens > b.size {
		b.tokens = b.size
	}
	b.last = now
}
