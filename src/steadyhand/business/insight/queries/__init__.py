"""What the numbers are, and which rows are behind them; answers are frozen rows."""
