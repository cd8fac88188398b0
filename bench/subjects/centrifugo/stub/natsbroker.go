// Package natsbroker stands in for Centrifugo's of that name, which the bench has no use for.
package natsbroker

import (
	"errors"

	"github.com/centrifugal/centrifuge"
)

// NatsBroker is never made.
type NatsBroker struct {
	centrifuge.Broker
	centrifuge.Controller
}

// New refuses.
func New(*centrifuge.Node, any) (*NatsBroker, error) {
	return nil, errors.New("nats: left out of this build")
}

// IsSupportedPublishChannel is never asked.
func (*NatsBroker) IsSupportedPublishChannel(string) bool { return false }

// PublishWithStreamPosition is never asked.
func (*NatsBroker) PublishWithStreamPosition(string, []byte, centrifuge.PublishOptions, centrifuge.StreamPosition) error {
	return nil
}
