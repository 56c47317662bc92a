"""Is this machine fit to run Steadyhand? One function a question, each answering with one finding."""
