package main

import (
	"bufio"
	"fmt"
	"net/http"
	"os"
	"sync"
)

type result struct {
	url    string
	status int
	err    error
}

func check(url string, results chan result, wg *sync.WaitGroup) {
	resp, err := http.Get(url)
	if err != nil {
		results <- result{url: url, err: err}
		return
	}
	results <- result{url: url, status: resp.StatusCode}
	wg.Done()
}

func main() {
	results := make(chan result)
	var wg sync.WaitGroup

	scanner := bufio.NewScanner(os.Stdin)
	for scanner.Scan() {
		wg.Add(1)
		go check(scanner.Text(), results, &wg)
	}

	wg.Wait()
	close(results)

	for r := range results {
		if r.err != nil || r.status >= 400 {
			fmt.Println("broken:", r.url, r.status, r.err)
		}
	}
}
