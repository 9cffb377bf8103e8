"""The playground: build a network, train it, and see every unit and every weight."""
