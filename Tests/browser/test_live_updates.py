"""Live updates after a fault: a database that was away for a while does not end them."""

import unittest

from served_page import MISSING
from test_problems import Case

FAULT = {"status": 503, "content_type": "application/problem+json", "body": "{}"}


@unittest.skipIf(MISSING, MISSING or "")
class AfterAFault(Case):
    def answers(self, *streams):
        """A village that looks at a problem; its first streams are answered with these, the others by the server.

        The numbers of its streams and of its questions whether the server is well, and the view.
        """
        seen = self.view(role="village", organisation="village-00")
        asked = {"streams": 0, "questions": 0, "well": True}

        def stream(route):
            asked["streams"] += 1
            if asked["streams"] <= len(streams):
                route.fulfill(**streams[asked["streams"] - 1])
            else:
                route.continue_()

        def question(route):
            asked["questions"] += 1
            route.continue_() if asked["well"] else route.fulfill(**FAULT)

        seen.page.route("**/api/v1/changes*", stream)
        seen.page.route("**/api/v1/acting*", question)
        seen.page.goto(f"{self.server.address}/problems.html?role=village&organisation=village-00"
                       "&number=WT-2025-0007")
        seen.wait_for_phase("已发现")
        asked["questions"] = 0
        return asked, seen

    def test_a_stream_that_met_a_fault_is_opened_again_when_the_server_is_well(self):
        asked, village = self.answers(FAULT)
        asked["well"] = False
        planner = self.view(query="&number=WT-2025-0007")
        planner.act("立案").locator("button[type=submit]").click()
        planner.wait_for_phase("已立案")
        # It does not hear of it, and asks now and then whether the server is well again.
        village.page.wait_for_timeout(8000)
        self.assertEqual((asked["streams"], asked["questions"]), (1, 1))
        self.assertEqual(village.phase(), "已发现")
        asked["well"] = True
        village.wait_for_phase("已立案")
        self.assertEqual((asked["streams"], asked["questions"]), (2, 2))

    def test_a_stream_that_is_refused_is_given_up(self):
        refusal = {**FAULT, "status": 403}
        asked, village = self.answers(refusal, refusal, refusal)
        village.page.wait_for_timeout(16_000)
        self.assertEqual(asked["streams"], 2)


if __name__ == "__main__":
    unittest.main()
