/** An issuer of tokens, and the tokens of everybody. */
package dev.tidings.bench.identity;
