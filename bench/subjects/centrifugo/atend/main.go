// Command atend puts a consumer group at the ends of topics: atend <bootstrap> <group> <topic>...
package main

import (
	"context"
	"log"
	"os"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

const patience = 10 * time.Second

func main() {
	if len(os.Args) < 4 {
		log.Fatalf("%v: expected: atend <bootstrap> <group> <topic>...", os.Args)
	}
	if err := put(os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		log.Fatal(err)
	}
}

func put(bootstrap, group string, topics []string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	client, err := kgo.NewClient(kgo.SeedBrokers(bootstrap))
	if err != nil {
		return err
	}
	defer client.Close()
	admin := kadm.NewClient(client)
	ends, err := admin.ListEndOffsets(ctx, topics...)
	if err != nil {
		return err
	}
	return admin.CommitAllOffsets(ctx, group, ends.Offsets())
}
