// So many inserts of new keys into a real Go map: what inserts.sh compares with.
package main

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	count, _ := strconv.Atoi(os.Args[2])
	if os.Args[1] == "string" {
		m := make(map[string]int)
		for i := 1; i <= count; i++ {
			m["k"+strconv.Itoa(i)] = i
		}
		fmt.Println(len(m))
		return
	}
	m := make(map[int]int)
	for i := 1; i <= count; i++ {
		m[i] = i
	}
	fmt.Println(len(m))
}
