"""Many runs: comparisons, sweeps, sensitivity, the best mix."""
