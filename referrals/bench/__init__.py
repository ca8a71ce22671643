"""What a routing decision costs in a country far larger than any: many services, very many stays."""
