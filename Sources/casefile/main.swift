print("casefile")
