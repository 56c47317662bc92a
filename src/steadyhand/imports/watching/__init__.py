"""The folder beside the dealer's ERP: files dropped there are imported every few minutes, without anybody watching.

`places` says where the folder is, `settling` which files are whole, `fitting` what they are, `taking` queues them as
imports, `finishing` puts them away with a report, `looking` does all of it once. A file is moved before it is read and
its delivery is a row, so that a process killed at any moment leaves something that the next look goes on with.
"""
