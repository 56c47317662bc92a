"""Other programs are told what happens here, as the Standard Webhooks specification says."""
